/* The Cypher editor of the workbench: CodeMirror, with what it completes, runs and remembers handed in. */
import { autocompletion, closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
import { bracketMatching, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { EditorState } from "@codemirror/state";
import { keymap, lineNumbers } from "@codemirror/view";
import { classHighlighter } from "@lezer/highlight";
import { EditorView, minimalSetup } from "codemirror";

/**
 * Put an editor into `parent`. `nonce` lets its style sheet pass the page's policy; `complete(before, whole)`
 * returns `{ from, options }` or null; `run()` is called on Ctrl-Enter. Tab leaves the editor, as in any field.
 */
export function createEditor({ parent, nonce, label, phrases, complete, run }) {
  const source = (context) => {
    const found = complete(context.state.sliceDoc(0, context.pos), context.state.doc.toString(), context.explicit);
    return found && { ...found, validFor: /^\w*$/ };
  };
  const view = new EditorView({
    parent,
    extensions: [
      EditorView.cspNonce.of(nonce),
      EditorState.phrases.of(phrases),
      keymap.of([{ key: "Mod-Enter", run: () => (run(), true) }, ...closeBracketsKeymap]),
      minimalSetup,
      lineNumbers(),
      bracketMatching(),
      closeBrackets(),
      StreamLanguage.define(cypher),
      syntaxHighlighting(classHighlighter),
      autocompletion({ override: [source], icons: false }),
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ "aria-label": label }),
    ],
  });
  return {
    text: () => view.state.doc.toString(),
    setText: (text) => view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, selection: { anchor: text.length } }),
    focus: () => view.focus(),
  };
}
