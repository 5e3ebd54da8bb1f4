using Bridges.Host.Cli;
using Bridges.Host.Configuration;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Administration;

/// <summary>Works on the database itself, while no host runs on it.</summary>
internal sealed class StoppedHost : IAdministration
{
    private const int MostListed = 1000;

    private readonly HostData _data;

    private StoppedHost(HostData data) => _data = data;

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();

    /// <exception cref="StorageException">The database cannot be used.</exception>
    public static async Task<StoppedHost> OpenAsync(BridgesConfiguration configuration, CancellationToken cancellationToken) =>
        new(await HostData.OpenAsync(configuration, TimeSpan.Zero, NullLoggerFactory.Instance, cancellationToken));

    public async Task<IReadOnlyList<AccountLine>> ListAccountsAsync(CancellationToken cancellationToken)
    {
        var rows = await new AccountTable(_data.Database, _data.Secrets).AllAsync(cancellationToken);
        return [.. rows.Select(row => new AccountLine(row.Network.Value, row.Account.Id.Value, row.Account.Name, row.Owner, "stopped", Text: null))];
    }

    public Task<bool> LogoutAsync(string network, string account, CancellationToken cancellationToken) =>
        throw new CommandFailedException(ExitCode.Failure, "The bridge does not run, so the network cannot be told. Start it with 'bridges run' and try again.");

    public async Task<IReadOnlyList<DeadLetterLine>> ListDeadLettersAsync(CancellationToken cancellationToken) =>
        [.. (await _data.Journal.DeadAsync(network: null, MostListed, cancellationToken)).Select(DeadLetterLine.From)];

    public async Task<int> RetryAsync(long? id, CancellationToken cancellationToken)
    {
        var rows = id is { } one
            ? await IsDeadAsync(one, cancellationToken) ? [one] : []
            : (await _data.Journal.DeadAsync(network: null, MostListed, cancellationToken)).Select(row => row.Id).ToArray();
        await WriteAsync([.. rows.Select(row => Journal.Revive(row, Now))], cancellationToken);
        return rows.Length;
    }

    public async Task<bool> DropAsync(long id, CancellationToken cancellationToken)
    {
        if (!await IsDeadAsync(id, cancellationToken))
        {
            return false;
        }

        await WriteAsync([Journal.Done(id, Now)], cancellationToken);
        return true;
    }

    private async Task<bool> IsDeadAsync(long id, CancellationToken cancellationToken) =>
        await _data.Journal.FindAsync(id, cancellationToken) is { State: JournalState.Dead };

    public ValueTask DisposeAsync() => _data.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<Statement> statements, CancellationToken cancellationToken)
    {
        if (statements.Count > 0)
        {
            await _data.Database.WriteAsync(statements, cancellationToken: cancellationToken);
        }
    }
}
