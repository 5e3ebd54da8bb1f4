using System.CommandLine;
using Bridges.Core;
using Bridges.Core.Uninstalling;
using Bridges.Host.Administration;
using Bridges.Host.Configuration;
using Bridges.Host.Keeping;
using Bridges.Matrix;
using Bridges.Storage;

namespace Bridges.Host.Cli;

/// <summary><c>bridges uninstall</c>.</summary>
internal static class UninstallCommand
{
    private const string Confirmation = "uninstall";
    private const int MostFailuresShown = 5;
    private const int ShownSteps = 20;

    private static readonly Option<bool> DryRun = new("--dry-run") { Description = "Only say what would be done." };
    private static readonly Option<bool> Yes = new("--yes", "-y") { Description = "Do not ask." };
    private static readonly Option<bool> KeepHistory = new("--keep-history") { Description = "Leave the rooms, but erase none: their users keep what was said in them." };

    private static readonly Option<string> AdminToken = new("--admin-token-file")
    {
        HelpName = "file",
        Description = "A file with the access token of a Synapse admin, by which rooms are erased. Default: the admins in 'permissions', where the companion registration lets the bridge act for them.",
    };

    public static Command Create(ConfigOption config) =>
        new Command("uninstall", "Take the bridge out of the homeserver: its bot and all its people leave every room, and mirrored rooms are erased where Synapse lets it. The bridge must be stopped.")
        {
            DryRun, Yes, KeepHistory, AdminToken,
        }.WithAction(async (parsed, cancellationToken) =>
        {
            var configuration = config.Load(parsed).Value;
            await StoppedHost.RefuseWhileRunningAsync(configuration, cancellationToken);
            await using var data = await StoppedHost.OpenDataAsync(configuration, cancellationToken);
            await using var homeserver = new HomeserverAccess(configuration);
            try
            {
                return await RunAsync(parsed, configuration, data, homeserver, cancellationToken);
            }
            catch (HomeserverUnreachableException exception)
            {
                throw new CommandFailedException(ExitCode.Homeserver, $"{exception.Message.TrimEnd('.')}. Say 'bridges uninstall' again: it goes on where it was.", exception);
            }
            catch (MatrixException exception)
            {
                throw new CommandFailedException(ExitCode.Homeserver, $"The homeserver refuses the bridge ({exception.ErrorCode}: {exception.Message}). Its registration must still be installed; 'bridges doctor' tells more.", exception);
            }
        });

    private static async Task<int> RunAsync(ParseResult parsed, BridgesConfiguration configuration, HostData data, HomeserverAccess homeserver, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        var options = configuration.ToCoreOptions();
        var purge = parsed.GetValue(KeepHistory)
            ? null
            : await RoomPurge.FindAsync(Admins(parsed, configuration, homeserver, options), TimeProvider.System, cancellationToken);
        var uninstallation = new Uninstallation(homeserver.Clients, data.Database, purge, options);
        var there = await uninstallation.LookAsync(cancellationToken);
        await output.WriteLineAsync($"There are {there.Rooms} rooms that mirror chats, {there.OtherRooms} others with the bot, and {there.Ghosts} memberships of the networks' people in them.");
        await output.WriteLineAsync(purge is not null
            ? "The mirrored rooms are erased on the homeserver, with all that was said in them (--keep-history: are not)."
            : parsed.GetValue(KeepHistory) ? "The rooms stay for those who are in them." : "The rooms stay for those who are in them: no admin of Synapse is known to the bridge who could erase them (--admin-token-file).");
        await TellOfAccountsAsync(data, output, cancellationToken);
        if (parsed.GetValue(DryRun))
        {
            await output.WriteLineAsync("Nothing was done (--dry-run).");
            return ExitCode.Success;
        }

        await ConfirmAsync(parsed, output, cancellationToken);
        var done = await uninstallation.RunAsync((what, count, of) => Tell(output, what, count, of), cancellationToken);
        await output.WriteLineAsync($"{done.Rooms} rooms and {done.OtherRooms} others left, {done.Ghosts} memberships of the networks' people ended, {done.Purged} rooms erased.");
        return await ConcludeAsync(done, configuration, parsed, cancellationToken);
    }

    /// <summary>Whose word Synapse may take for the erasing.</summary>
    private static IEnumerable<(HomeserverClient Client, UserId? Admin)> Admins(ParseResult parsed, BridgesConfiguration configuration, HomeserverAccess homeserver, CoreOptions options)
    {
        if (parsed.GetValue(AdminToken) is { } file)
        {
            return [(homeserver.As(configuration, TokenIn(file)), null)];
        }

        return homeserver.Clients.DoublePuppet is { } puppets
            ? options.Permissions.UsersOf(PermissionLevel.Admin).Where(admin => admin.ServerName == options.ServerName).Select(admin => (puppets, (UserId?)admin))
            : [];
    }

    private static Secret TokenIn(string file)
    {
        try
        {
            return new Secret(File.ReadAllText(file).Trim());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--admin-token-file: {exception.Message}", exception);
        }
    }

    private static async Task TellOfAccountsAsync(HostData data, TextWriter output, CancellationToken cancellationToken)
    {
        var accounts = await new AccountTable(data.Database, data.Secrets).AllAsync(cancellationToken);
        if (accounts.Count > 0)
        {
            await output.WriteLineAsync($"{accounts.Count} accounts are still logged in on their networks. To end that there, too: start the bridge, say 'bridges accounts logout' for each, and stop it again.");
        }
    }

    private static async Task ConfirmAsync(ParseResult parsed, TextWriter output, CancellationToken cancellationToken)
    {
        if (parsed.GetValue(Yes))
        {
            return;
        }

        await output.WriteAsync($"This cannot be undone. Write '{Confirmation}' to go on: ");
        await output.FlushAsync(cancellationToken);
        if ((await Console.In.ReadLineAsync(cancellationToken))?.Trim() != Confirmation)
        {
            throw new CommandFailedException(ExitCode.Usage, "Nothing was done. (--yes goes on without asking.)");
        }
    }

    /// <summary>Some twenty lines, however much there is.</summary>
    private static void Tell(TextWriter output, string what, int count, int of)
    {
        if (count == of || count % Math.Max(1, of / ShownSteps) == 0)
        {
            lock (output)
            {
                output.WriteLine($"{what}: {count} of {of}");
                output.Flush();
            }
        }
    }

    private static async Task<int> ConcludeAsync(UninstallCounts done, BridgesConfiguration configuration, ParseResult parsed, CancellationToken cancellationToken)
    {
        var output = parsed.InvocationConfiguration.Output;
        foreach (var failure in done.Failures.Take(MostFailuresShown))
        {
            await output.WriteLineAsync($"not done: {failure}");
        }

        if (done.Failures.Count > 0)
        {
            throw new CommandFailedException(ExitCode.Failure, $"{done.Failures.Count} of them could not be left. Say 'bridges uninstall' again when the homeserver is well; what is done stays done.");
        }

        await output.WriteLineAsync($"""
            What is left for you: take both registrations out of the homeserver's configuration and restart it; then remove {configuration.DataDirectory},
            the database, {configuration.Secrets.KeyFile}, the configuration and the program (Debian: apt purge bridges).
            """);
        cancellationToken.ThrowIfCancellationRequested();
        return ExitCode.Success;
    }
}
