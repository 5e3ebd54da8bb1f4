namespace Bridges.Engines.Rpc;

internal enum RpcMessageKind
{
    /// <summary>The engine asks the host, which no engine has a reason to do.</summary>
    Request,
    Notification,
    Result,
    Error,
}
