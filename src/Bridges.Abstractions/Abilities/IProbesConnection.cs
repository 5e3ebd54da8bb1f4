namespace Bridges.Abstractions;

/// <summary>
/// The account can find out whether its network still hears it: a connection can die without anybody being told (half-open TCP, an
/// engine that hangs, a server that forgot the session).
/// </summary>
/// <remarks>
/// Called while the account says <see cref="AccountCondition.Connected"/>, never twice at once, and after a time without any event
/// (5 minutes by default). Two probes in a row without an answer: the owner and the admins are told once, the account is taken for not
/// connected, and <see cref="ReconnectAsync"/> is called, again and again at growing intervals until a probe is answered.
/// </remarks>
public interface IProbesConnection
{
    /// <summary>
    /// Asks the network's servers something harmless over the connection by which messages come, and completes once they answered;
    /// what the library or the engine knows by itself is no answer. Throws what it likes where none came. Given up after a minute by default.
    /// </summary>
    Task ProbeAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes the connection anew, with a new engine process where the old one may hang. Reports <see cref="AccountState.Connecting"/> and what follows, as at
    /// a start, so that what was missed is looked for. Where it throws or does not return, the account is ended and started instead.
    /// </summary>
    Task ReconnectAsync(CancellationToken cancellationToken);
}
