using Bridges.Abstractions;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Core.Accounts;

/// <summary>One account while the host runs: whose it is, the module's side of it, and how it stands.</summary>
internal sealed class RunningAccount(LoadedNetwork network, AccountRow row) : IRemoteAccount, IAsyncDisposable
{
    private readonly Lock _sessionLock = new();
    private IAccountSession? _host;

    public NetworkId Network { get; } = network.Description.Id;

    public string NetworkName { get; } = network.Description.DisplayName;

    public AccountId Id { get; } = row.Account.Id;

    public string Name { get; } = row.Account.Name;

    public UserId Owner { get; } = new(row.Owner);

    /// <summary>When it was first logged in.</summary>
    public DateTimeOffset Since { get; } = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAt);

    public IAccount Account { get; private set; } = null!;

    /// <summary>Its module made its side of it.</summary>
    public bool IsOpen => _host is not null;

    /// <summary>Nobody has looked at all of its chats yet since its session began.</summary>
    public bool OwesFullLook { get; private set; } = true;

    /// <summary>Counts sessions, so that what was begun in one is not taken for done in the next.</summary>
    public int Session { get; private set; }

    public AccountState State { get; set; } = AccountState.Connecting;

    /// <summary>The signs that came from its network.</summary>
    public AccountTraffic Traffic { get; } = new();

    /// <param name="host">What the module's side talks to; ended before it.</param>
    public void Open(IAccount account, IAccountSession host) => (Account, _host) = (account, host);

    public void BeginSession()
    {
        lock (_sessionLock)
        {
            Session++;
            OwesFullLook = true;
        }
    }

    /// <summary>All chats were looked at.</summary>
    /// <param name="session">In which session the look began, when it was connected.</param>
    public void LookedAtAll(int session)
    {
        lock (_sessionLock)
        {
            OwesFullLook &= session != Session;
        }
    }

    /// <summary>Nobody waits any longer for the module's side to end.</summary>
    public void Over() => _host?.Over();

    public ValueTask DisposeAsync()
    {
        _host?.Dispose();
        return Account.DisposeAsync();
    }
}
