using System.CommandLine;
using System.Globalization;

namespace Bridges.Host.Cli;

/// <summary><c>bridges trace</c>.</summary>
internal static class TraceCommand
{
    public static Command Create(ConfigOption config)
    {
        var id = new Argument<string>("id") { Description = "A link to the message, its event id, or the network's id of it." };
        return new Command("trace", "Tell what became of a message, step by step.") { id }.WithAction(async (parsed, cancellationToken) =>
        {
            await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
            var steps = await host.TraceAsync(parsed.GetRequiredValue(id), cancellationToken);
            if (steps.Count == 0)
            {
                throw new CommandFailedException(ExitCode.Failure, "Nothing is known of that message. What was delivered is forgotten after some days (journal.keep_done_days).");
            }

            foreach (var step in steps)
            {
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"{step.At?.ToString("yyyy-MM-dd HH:mm:ss.fff 'UTC'", CultureInfo.InvariantCulture) ?? "",-27}  {step.Text}{(step.Detail is { } detail ? $" ({detail})" : "")}");
            }

            return ExitCode.Success;
        });
    }
}
