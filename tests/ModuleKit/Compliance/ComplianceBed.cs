using Bridges.Abstractions;

namespace Bridges.ModuleKit.Compliance;

/// <summary>
/// A started network with one account that is logged in and has one friend. What a module's tests give the compliance
/// suite; disposing ends everything.
/// </summary>
public abstract class ComplianceBed : IAsyncDisposable
{
    private IAccount? _account;

    public static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>The chat with the friend.</summary>
    public abstract ChatKey Chat { get; }

    /// <summary>Opens the account and waits until it is connected; one that is open is closed first.</summary>
    public async Task<IAccount> OpenAsync(RecordingHost host)
    {
        await CloseAsync();
        return _account = await ConnectAsync(host);
    }

    /// <summary>Ends the open account, if there is one.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _account, null) is { } account)
        {
            await account.DisposeAsync();
        }
    }

    /// <summary>The friend writes; completes when the network has it.</summary>
    public abstract Task FriendSaysAsync(string text);

    /// <summary>The texts that the friend has received, in order.</summary>
    public abstract Task<IReadOnlyList<string>> FriendHasReadAsync();

    /// <summary>A new login, not yet started, of the flow that asks for something first.</summary>
    public abstract ILogin NewLogin();

    public async ValueTask DisposeAsync()
    {
        await CloseAsync();
        await EndAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Creates the account with this host, starts it, and waits until it is connected.</summary>
    protected abstract Task<IAccount> ConnectAsync(RecordingHost host);

    /// <summary>Ends the network and all of the bed; the account is closed already.</summary>
    protected abstract Task EndAsync();
}
