using Bridges.Telegram.Td;

namespace Bridges.Telegram.Sessions;

/// <summary>The clients that an account has one after another: the one of its login where that was just made, then those that are opened.</summary>
/// <param name="loggedIn">The client of the login; null where the account was logged in earlier.</param>
internal sealed class AccountClients(AccountSecret secret, TdClient? loggedIn, TdEngine engine, ClientOpener opener)
{
    /// <summary>A client that is open, and that nobody is known to be logged in by; null where there is none.</summary>
    public TdClient? Unused { get; private set; } = loggedIn;

    /// <summary>Why the engine does not run; null where it does.</summary>
    public string? EngineProblem => engine.Status.Problem;

    /// <summary>The one that is open already, or else another one, opened once the engine runs.</summary>
    public async Task<TdClient> NextAsync(CancellationToken cancellationToken)
    {
        if (Unused is { Ended.IsCompleted: false } open)
        {
            return open;
        }

        await engine.WaitUntilRunningAsync(cancellationToken);
        var opened = await opener.OpenAsync(secret, cancellationToken);
        Unused = opened;
        return opened;
    }

    /// <summary>The one that was given is logged in, and used from now on.</summary>
    public void Taken() => Unused = null;
}
