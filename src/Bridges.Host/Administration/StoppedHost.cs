using Bridges.Core;
using Bridges.Core.Status;
using Bridges.Host.Configuration;
using Bridges.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Administration;

/// <summary>Works on the database itself, while no host runs on it.</summary>
internal sealed class StoppedHost : IAdministration
{
    private readonly HostData _data;
    private readonly DeadLetters _deadLetters;

    private StoppedHost(HostData data)
    {
        _data = data;
        _deadLetters = new DeadLetters(data.Journal);
    }

    /// <exception cref="StorageException">The database cannot be used.</exception>
    /// <exception cref="CommandFailedException">There is none.</exception>
    public static async Task<StoppedHost> OpenAsync(BridgesConfiguration configuration, CancellationToken cancellationToken) =>
        new(await OpenDataAsync(configuration, cancellationToken));

    /// <summary>For commands that must not work beside a host.</summary>
    /// <exception cref="CommandFailedException">One runs.</exception>
    public static async Task RefuseWhileRunningAsync(BridgesConfiguration configuration, CancellationToken cancellationToken)
    {
        if (await RunningHost.FindAsync(configuration.Appservice, cancellationToken) is { } running)
        {
            await running.DisposeAsync();
            throw new CommandFailedException(ExitCode.Failure, "The bridge runs. Stop it first.");
        }
    }

    /// <inheritdoc cref="OpenAsync"/>
    public static async Task<HostData> OpenDataAsync(BridgesConfiguration configuration, CancellationToken cancellationToken)
    {
        RefuseBeforeFirstStart(configuration);
        return await HostData.OpenAsync(configuration, TimeSpan.Zero, NullLoggerFactory.Instance, cancellationToken);
    }

    /// <summary>To open what is not there would make it, as a first start does; who asks what is there must not leave something behind.</summary>
    /// <exception cref="CommandFailedException">There is no database, or no key file.</exception>
    public static void RefuseBeforeFirstStart(BridgesConfiguration configuration)
    {
        if (!File.Exists(configuration.Secrets.KeyFile)
            || (DatabaseOptions.Parse(configuration.Database.Reveal()) is { Kind: DatabaseKind.Sqlite } file && !File.Exists(file.Target)))
        {
            throw new CommandFailedException(ExitCode.Database, "The bridge never ran with this configuration: its database or its key file is not there. Is it the right configuration?");
        }
    }

    public async Task<IReadOnlyList<AccountLine>> ListAccountsAsync(CancellationToken cancellationToken)
    {
        var rows = await new AccountTable(_data.Database, _data.Secrets).AllAsync(cancellationToken);
        return [.. rows.Select(row => new AccountLine(row.Network.Value, row.Account.Id.Value, row.Account.Name, row.Owner, "stopped", Text: null))];
    }

    public Task<bool> LogoutAsync(string network, string account, CancellationToken cancellationToken) =>
        throw new CommandFailedException(ExitCode.Failure, "The bridge does not run, so the network cannot be told. Start it with 'bridges run' and try again.");

    public async Task<IReadOnlyList<DeadLetterLine>> ListDeadLettersAsync(CancellationToken cancellationToken) =>
        [.. (await _deadLetters.ListAsync(cancellationToken)).Select(DeadLetterLine.From)];

    public async Task<IReadOnlyList<TraceStep>> TraceAsync(string id, CancellationToken cancellationToken) =>
        (await new MessageTraces(_data.Journal, new MessageTable(_data.Database)).FindAsync(id, cancellationToken)).Steps;

    public async Task<int> RetryAsync(long? id, CancellationToken cancellationToken) => id is { } one
        ? await _deadLetters.ReviveAsync(one, cancellationToken) ? 1 : 0
        : await _deadLetters.ReviveAsync(_ => true, cancellationToken);

    public Task<bool> DropAsync(long id, CancellationToken cancellationToken) => _deadLetters.DropAsync(id, cancellationToken);

    public Task<int> DropAllAsync(int expected, CancellationToken cancellationToken) => _deadLetters.DropAllAsync(expected, cancellationToken);

    public ValueTask DisposeAsync() => _data.DisposeAsync();
}
