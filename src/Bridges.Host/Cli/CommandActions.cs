using System.CommandLine;
using Bridges.Host.Configuration;
using Bridges.Storage;

namespace Bridges.Host.Cli;

/// <summary>Gives a command its action, and expected failures their words on standard error and their exit code.</summary>
internal static class CommandActions
{
    public static Command WithAction(this Command command, Func<ParseResult, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            try
            {
                return await action(parsed, cancellationToken);
            }
            catch (ConfigurationException exception)
            {
                await error.WriteLineAsync(exception.Message);
                return ExitCode.Configuration;
            }
            catch (StorageException exception)
            {
                await error.WriteLineAsync(exception.Message);
                return ExitCode.Database;
            }
            catch (CommandFailedException exception)
            {
                await error.WriteLineAsync(exception.Message);
                return exception.Code;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return ExitCode.Failure;
            }
            catch (Exception exception)
            {
                await error.WriteLineAsync($"This is a fault of the program; please report it with what follows.{Environment.NewLine}{exception}");
                return ExitCode.Failure;
            }
        });
        return command;
    }
}
