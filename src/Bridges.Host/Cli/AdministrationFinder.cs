using Bridges.Host.Administration;
using Bridges.Host.Configuration;

namespace Bridges.Host.Cli;

/// <summary>Finds out whom to ask: the host if it runs, else its database.</summary>
internal static class AdministrationFinder
{
    public static async Task<IAdministration> OpenAsync(BridgesConfiguration configuration, CancellationToken cancellationToken) =>
        await RunningHost.FindAsync(configuration.Appservice, cancellationToken) is { } running
            ? running
            : await StoppedHost.OpenAsync(configuration, cancellationToken);
}
