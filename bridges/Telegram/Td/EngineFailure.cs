using Bridges.Abstractions;
using Bridges.Engines;

namespace Bridges.Telegram.Td;

/// <summary>Failures on the way to TDLib, as opposed to its own refusals.</summary>
internal static class EngineFailure
{
    /// <summary>JSON-RPC's own error codes: the engine did not understand, TDLib never saw the request.</summary>
    private const int FirstProtocolCode = -32768;
    private const int LastProtocolCode = -32000;

    public static BridgeException NotRunning(Exception? inner = null) =>
        BridgeException.Transient("The Telegram engine is not running just now. It is restarted by itself.", inner: inner);

    public static Exception Translate(EngineException exception) => exception switch
    {
        EngineRequestException { Code: >= FirstProtocolCode and <= LastProtocolCode } refused =>
            BridgeException.Transient($"The Telegram engine refused the request: {refused.Message}", inner: refused),
        EngineRequestException refused => new TdException(refused.Code, refused.Message),
        EngineUnavailableException => NotRunning(exception),
        EngineTimeoutException => BridgeException.Transient(
            "Telegram did not answer in time.", Certainty.Uncertain, inner: exception),
        _ => BridgeException.Transient("The Telegram engine stopped before it answered.", Certainty.Uncertain, inner: exception),
    };
}
