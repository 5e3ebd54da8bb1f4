using System.CommandLine;
using Bridges.Host.Administration;
using Bridges.Host.Keeping;
using Bridges.Storage;

namespace Bridges.Host.Cli;

/// <summary><c>bridges backup</c>, <c>bridges restore</c> and <c>bridges db copy</c>.</summary>
internal static class KeepingCommands
{
    public static Command CreateBackup(ConfigOption config)
    {
        var file = new Argument<string>("file") { Description = "Where to write it, such as bridges.tar.gz. It must not exist." };
        var withKey = new Option<bool>("--with-key") { Description = "Put the key file in, too. Whoever gets the backup then has every account." };
        return new Command("backup", "Write database and data directory into one file, also while the bridge runs.") { file, withKey }.WithAction(async (parsed, cancellationToken) =>
        {
            var configuration = config.Load(parsed).Value;
            var target = Path.GetFullPath(parsed.GetRequiredValue(file));
            StoppedHost.RefuseBeforeFirstStart(configuration);
            BackupPlace.RefuseToWrite(target);
            var left = await WithWordsAsync(() => BackupFile.WriteAsync(configuration, target, parsed.GetValue(withKey), TimeProvider.System, cancellationToken));
            var output = parsed.InvocationConfiguration.Output;
            foreach (var path in left)
            {
                await output.WriteLineAsync($"{path} went while it was read, and is not in it.");
            }

            await output.WriteLineAsync(parsed.GetValue(withKey)
                ? $"Wrote {target}, with the key in it."
                : $"Wrote {target}. Keep {configuration.Secrets.KeyFile} apart: without it, all must log in anew.");
            return ExitCode.Success;
        });
    }

    public static Command CreateRestore(ConfigOption config)
    {
        var file = new Argument<string>("file") { Description = "What 'bridges backup' wrote." };
        return new Command("restore", "Bring a backup back, into an empty database and data directory.") { file }.WithAction(async (parsed, cancellationToken) =>
        {
            var configuration = config.Load(parsed).Value;
            await StoppedHost.RefuseWhileRunningAsync(configuration, cancellationToken);
            var source = Path.GetFullPath(parsed.GetRequiredValue(file));
            BackupPlace.RefuseToRead(source);
            await WithWordsAsync(async () =>
            {
                await BackupFile.RestoreAsync(configuration, source, TimeProvider.System, cancellationToken);
                return true;
            });
            await parsed.InvocationConfiguration.Output.WriteLineAsync(
                "Restored. Never run the bridge that the backup is of beside this one. Accounts on Signal are logged out, and their owners are told to link anew: the old state would break their conversations.");
            return ExitCode.Success;
        });
    }

    public static Command CreateDatabase(ConfigOption config)
    {
        var to = new Option<string>("--to") { HelpName = "database", Required = true, Description = "An empty database: sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME; - reads it from standard input." };
        return new Command("db", "Look after the database.")
        {
            new Command("copy", "Copy the whole database into an empty one of either kind, and compare the two row by row.") { to }.WithAction(async (parsed, cancellationToken) =>
            {
                var configuration = config.Load(parsed).Value;
                await StoppedHost.RefuseWhileRunningAsync(configuration, cancellationToken);
                var address = parsed.GetRequiredValue(to) is "-" ? await Console.In.ReadLineAsync(cancellationToken) ?? "" : parsed.GetRequiredValue(to);
                var target = ParseTarget(address);
                StoppedHost.RefuseBeforeFirstStart(configuration);
                var copied = await DatabaseCopy.RunAsync(DatabaseOptions.Parse(configuration.Database.Reveal()), target, TimeProvider.System, cancellationToken);
                var output = parsed.InvocationConfiguration.Output;
                foreach (var (table, rows) in copied)
                {
                    await output.WriteLineAsync($"{table}: {rows} rows, the same in both");
                }

                await output.WriteLineAsync($"Copied. To use it, set 'database' in the configuration to {target}.");
                return ExitCode.Success;
            }),
        };
    }

    private static DatabaseOptions ParseTarget(string address)
    {
        try
        {
            return DatabaseOptions.Parse(address);
        }
        catch (FormatException exception)
        {
            throw new CommandFailedException(ExitCode.Usage, $"--to: {exception.Message}", exception);
        }
    }

    private static async Task<T> WithWordsAsync<T>(Func<Task<T>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException(ExitCode.Failure, exception.Message, exception);
        }
    }
}
