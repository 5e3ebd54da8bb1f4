using Bridges.Abstractions;
using Bridges.Storage;

namespace Bridges.Core;

/// <summary>What an admin can see and do, for command line, metrics and pages.</summary>
public interface IBridgeAdministration
{
    /// <summary>The accounts of this host.</summary>
    IReadOnlyList<AccountOverview> Accounts { get; }

    /// <summary>Accounts that are not among these, as they could not be started; they are tried again.</summary>
    IReadOnlyList<AccountRow> NotStarted { get; }

    /// <summary>The networks of this host and how they stand, whatever their modules do.</summary>
    Task<IReadOnlyList<NetworkOverview>> NetworksAsync(CancellationToken cancellationToken);

    /// <summary>How many lanes have work at this moment.</summary>
    int ActiveLanes { get; }

    Task<JournalDepth> DepthAsync(CancellationToken cancellationToken);

    /// <summary>How much is kept on disk; measured at most once in half a minute.</summary>
    Task<StoredSizes> StoredAsync(CancellationToken cancellationToken);

    /// <summary>Rows that were given up, oldest first.</summary>
    Task<IReadOnlyList<JournalRow>> DeadLettersAsync(CancellationToken cancellationToken);

    /// <summary>Brings dead rows back; all of them where no id is given.</summary>
    /// <returns>How many.</returns>
    Task<int> RetryAsync(long? id, CancellationToken cancellationToken);

    /// <summary>A message's way, as far as it is kept; none where nothing is known of it.</summary>
    /// <param name="id">A matrix.to link, an event id, or the network's id of the message.</param>
    Task<IReadOnlyList<TraceStep>> TraceAsync(string id, CancellationToken cancellationToken);

    /// <summary>Says something to the admins whom the permissions name, where each talks with the bot. Returns at once.</summary>
    void TellAdmins(string text);

    /// <summary>Gives a dead row up for good.</summary>
    Task<bool> DropAsync(long id, CancellationToken cancellationToken);

    /// <summary>Gives all dead letters up for good, if they are as many as expected.</summary>
    /// <returns>How many there were.</returns>
    Task<int> DropAllAsync(int expected, CancellationToken cancellationToken);

    /// <summary>Logs an account out.</summary>
    /// <returns>False where there is none such.</returns>
    Task<bool> LogoutAsync(NetworkId network, AccountId account, CancellationToken cancellationToken);
}
