namespace Bridges.Telegram.Simulator.Tests.Client;

/// <summary>An error that TDLib answered.</summary>
internal sealed class TdException(string method, int code, string message) : Exception($"{method}: {code} {message}")
{
    public int Code => code;

    public string Reason => message;
}
