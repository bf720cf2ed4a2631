import java.nio.file.Path;
import java.util.Map;
import org.neo4j.configuration.connectors.ConnectorPortRegister;
import org.neo4j.configuration.connectors.ConnectorType;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;
import org.neo4j.kernel.internal.GraphDatabaseAPI;

/**
 * A Neo4j for the tests: `Serve FOLDER`, with FOLDER/neo4j.conf; prints its Bolt port when ready.
 * The first line of standard input is a new password for the user neo4j; empty, it stays. The end
 * of standard input ends the server, so that it never outlives the tests, however they end.
 */
class Serve {
    public static void main(String[] arguments) throws Exception {
        try {
            var password = line();
            var server = start(Path.of(arguments[0]));
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown));
            if (!password.isEmpty()) {
                server.database("system").executeTransactionally(
                        "ALTER USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                        Map.of("password", password));
            }
            System.out.println(port(server));
            while (System.in.read() != -1) {
                continue;
            }
            System.exit(0);
        } catch (Exception error) {
            error.printStackTrace();
            System.exit(1);
        }
    }

    private static String line() throws java.io.IOException {
        var read = new StringBuilder();
        for (int one = System.in.read(); one != '\n' && one != -1; one = System.in.read()) {
            read.append((char) one);
        }
        return read.toString();
    }

    private static DatabaseManagementService start(Path folder) {
        return new DatabaseManagementServiceBuilder(folder)
                .loadPropertiesFromFile(folder.resolve("neo4j.conf"))
                .build();
    }

    private static int port(DatabaseManagementService server) {
        var database = (GraphDatabaseAPI) server.database("neo4j");
        var ports = database.getDependencyResolver().resolveDependency(ConnectorPortRegister.class);
        return ports.getLocalAddress(ConnectorType.BOLT).getPort();
    }
}
