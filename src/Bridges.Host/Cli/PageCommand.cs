using System.CommandLine;
using Bridges.Host.Administration;

namespace Bridges.Host.Cli;

/// <summary><c>bridges page</c>.</summary>
internal static class PageCommand
{
    public static Command Create(ConfigOption config)
    {
        var user = new Option<string>("--user") { HelpName = "user", Description = "The Matrix user to be let in as. Default: nobody, as the machine's admin." };
        return new Command("page", "Print a link that opens the bridge's page, once and within five minutes.") { user }.WithAction(async (parsed, cancellationToken) =>
        {
            var configuration = config.Load(parsed).Value;
            await using var host = await RunningHost.FindAsync(configuration.Appservice, cancellationToken)
                ?? throw new CommandFailedException(ExitCode.Failure, "The bridge does not run. Start it with 'bridges run' and try again.");
            await parsed.InvocationConfiguration.Output.WriteLineAsync(await host.PageLinkAsync(parsed.GetValue(user), cancellationToken));
            return ExitCode.Success;
        });
    }
}
