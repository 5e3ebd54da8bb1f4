namespace Bridges.Telegram.Td;

/// <summary>TDLib answered a request with an error: it was not carried out.</summary>
internal sealed class TdException(int code, string message) : Exception(message)
{
    /// <summary>TDLib's error code, mostly like an HTTP status.</summary>
    public int Code { get; } = code;

    public bool IsNotFound => Code == 404 || Message.Contains("not found", StringComparison.OrdinalIgnoreCase);
}
