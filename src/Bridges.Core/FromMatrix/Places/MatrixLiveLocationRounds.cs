using Bridges.Abstractions;
using Bridges.Core.Accounts;
using Bridges.Core.LiveLocations;
using Bridges.Storage;
using Microsoft.Extensions.Logging;

namespace Bridges.Core.FromMatrix.Places;

/// <summary>Tells networks where Matrix users are now, and when they stop sharing that.</summary>
internal sealed class MatrixLiveLocationRounds(
    AccountRegistry accounts, LiveLocationTable table, Database database, LiveLocationNews news, LimitsInForce limits, TimeProvider time, ILogger<MatrixLiveLocationRounds> logger)
    : LiveLocationRounds(fromMatrix: true, table, database, news, limits, time, logger)
{
    private readonly TimeProvider _time = time;

    protected override async Task<IReadOnlyList<Statement>> ShowAsync(LiveLocationRow row, CancellationToken cancellationToken)
    {
        // What has no place was never sent; and of time that is over the network knows by itself.
        if (row.Message is not { } message || LivePlaces.Read(row) is not { } place || (!row.HasEnded && IsOver(row)))
        {
            return Closed(row);
        }

        if (accounts.Find(row.Network, row.Account) is not { Account: IEditsMessages editor })
        {
            throw BridgeException.Transient("The account that it goes by is not running.");
        }

        var edit = new OutgoingEdit(new DeliveryId($"{row.EventId}/{row.Version}{(row.HasEnded ? "/ended" : "")}"), row.Chat, [message], place with { HasEnded = row.HasEnded });
        var version = await ModuleCalls.RunAsync(() => editor.EditAsync(edit, cancellationToken), ModulePatience.Receipt, _time, cancellationToken);
        return [.. Shown(row, row.HasEnded), MessageTable.SetVersion(row.Network, row.Chat, message, "", version)];
    }
}
