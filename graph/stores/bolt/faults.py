"""What goes wrong between us and a server, as one sentence each."""

from __future__ import annotations

import contextlib
import ssl
from collections.abc import Iterator

from neo4j import exceptions

from graph.model.errors import QueryError, StoreError, XuntuError
from graph.stores import messages
from graph.stores.store import Address

_BY_CODE = (
    ("Security.CredentialsExpired", "图数据库要求先改密码才能使用", "请先用数据库的工具改密码"),
    ("Security.AuthenticationRateLimit", "密码错误次数太多，图数据库暂时不让登录", "请过一会儿再试"),
    ("Security.Forbidden", "图数据库不让这个用户这样做", "请换一个有权限的用户"),
    ("Security.", "图数据库的用户名或密码不对", "请检查 XUNTU_BOLT_USER 和 XUNTU_BOLT_PASSWORD，或凭据文件"),
    ("Database.DatabaseNotFound", "图数据库服务器上没有这个数据库", "请检查设置 bolt_database"),
    ("DatabaseUnavailable", "这个数据库没有启动", "请在服务器上启动它"),
    ("Cluster.NotALeader", "这台服务器不能写入", "集群请用 neo4j:// 开头的地址"),
    ("Schema.ConstraintValidationFailed", "图数据库里已有同一个 id", "请执行 xuntu rebuild，再执行 xuntu push"),
)  # fmt: skip
"""Part of a server's code → what is said, and what next; the first that fits."""

_NOT_BOLT = ("looks like HTTP", "handshake")
_LOST = (exceptions.ServiceUnavailable, exceptions.SessionExpired, OSError)


@contextlib.contextmanager
def faults(address: Address) -> Iterator[None]:
    """Turn what the driver raises into a StoreError that names the server."""
    try:
        yield
    except XuntuError:
        raise
    except (exceptions.DriverError, exceptions.Neo4jError, OSError) as error:
        raise store_error(error, address) from error


def store_error(error: Exception, address: Address) -> StoreError:
    """Return the error of a server that cannot be reached, entered or written to."""
    where = address.url
    if isinstance(error, exceptions.Neo4jError):
        code = error.code or ""
        for part, sentence, hint in _BY_CODE:
            if part in code:
                database = "Database" in part and address.database
                return StoreError(
                    sentence, where=f"{where} {address.database}" if database else where, hint=hint
                )
        return StoreError("图数据库报错", where=where, hint=_first_line(error.message or code))
    if isinstance(error, exceptions.UnsupportedServerProduct):
        return _not_bolt(where)
    said = "；".join(str(one) for one in causes(error))
    if any(isinstance(one, ssl.SSLError) for one in causes(error)):
        hint = "请检查地址的开头（bolt:// 不加密，bolt+s:// 加密）和服务器的证书"
        return StoreError("不能与图数据库建立加密连接", where=where, hint=hint)
    if any(sign in said for sign in _NOT_BOLT):
        return _not_bolt(where)
    if isinstance(error, exceptions.ConnectionAcquisitionTimeoutError):
        return StoreError("图数据库的连接都占着", where=where, hint="请过一会儿再试")
    if isinstance(error, _LOST):
        hint = "请检查地址，以及服务器是否在运行"
        return StoreError("连不上图数据库", where=where, hint=hint)
    return StoreError("不能使用图数据库", where=where, hint=_first_line(str(error)))


def reading_error(error: Exception, address: Address, timeout: float) -> XuntuError:
    """Return the error of a query that failed: the analyst's, or else the server's."""
    if not isinstance(error, exceptions.Neo4jError):
        return store_error(error, address)
    code, said = error.code or "", error.message or ""
    if code.endswith("TransactionTimedOutClientConfiguration"):
        return messages.too_long(timeout)
    if code.endswith(("TransactionTimedOut", "Transaction.Terminated")):
        hint = "它超过了服务器自己的时限，或被管理员停止"
        return QueryError("查询被服务器停止", where=address.url, hint=hint)
    if code.endswith("Statement.AccessMode"):
        return messages.read_only()
    if ".Statement." in code or ".Procedure." in code or "MemoryPool" in code:
        return messages.query_error(f"{code} {said}", said)
    if any(part in code for part, _, _ in _BY_CODE):
        return store_error(error, address)
    return messages.query_error(said, said)


def passing(error: Exception, address: Address) -> bool:
    """Tell whether asking again may help: the server said so, or the connection or the database was taken away."""
    if isinstance(error, exceptions.Neo4jError):
        return error.is_retryable() or _was_closed(error, address)
    if isinstance(error, exceptions.DriverError):
        return error.is_retryable()
    return isinstance(error, OSError)


def _was_closed(error: exceptions.Neo4jError, address: Address) -> bool:
    """Tell whether another database took this one's place: of that, ArcadeDB says no more than the name."""
    code = error.code or ""
    return code.endswith("Transaction.TransactionNotFound") or (
        code.endswith("General.UnknownError") and error.message == address.database
    )


def causes(error: BaseException) -> Iterator[BaseException]:
    """Yield an error, what caused it, and what is gathered in it."""
    yield error
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield from causes(one)
    if error.__cause__ is not None:
        yield from causes(error.__cause__)


def _not_bolt(where: str) -> StoreError:
    hint = "请检查端口（Bolt 一般是 7687）和服务器的版本"
    return StoreError("对方不是能用的 Bolt 服务器", where=where, hint=hint)


def _first_line(said: str) -> str:
    return (said.strip() or "原因不明").splitlines()[0][:200]
