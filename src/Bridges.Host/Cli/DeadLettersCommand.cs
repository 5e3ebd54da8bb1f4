using System.CommandLine;
using System.Globalization;
using Bridges.Host.Administration;

namespace Bridges.Host.Cli;

/// <summary><c>bridges dead-letters</c>.</summary>
internal static class DeadLettersCommand
{
    private const string All = "all";

    public static Command Create(ConfigOption config)
    {
        Task<int> List(ParseResult parsed, CancellationToken cancellationToken) => ListAsync(config, parsed, cancellationToken);
        return new Command("dead-letters", "Look at messages that could not be delivered.")
        {
            new Command("list", "List them, with the reasons.").WithAction(List),
            CreateRetry(config),
            CreateDrop(config),
        }.WithAction(List);
    }

    private static Command CreateRetry(ConfigOption config)
    {
        var id = new Argument<string>("id") { Description = "The number that 'dead-letters list' shows, or 'all'." };
        return new Command("retry", "Try to deliver one again, or all.") { id }.WithAction(async (parsed, cancellationToken) =>
        {
            var which = parsed.GetRequiredValue(id);
            await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
            var count = await host.RetryAsync(which == All ? null : ParseId(which), cancellationToken);
            return which == All || count > 0 ? await SayAsync(parsed, $"{count} brought back.") : throw None(which);
        });
    }

    private static Command CreateDrop(ConfigOption config)
    {
        var id = new Argument<string?>("id") { Description = "The number that 'dead-letters list' shows.", Arity = ArgumentArity.ZeroOrOne };
        var all = new Option<bool>("--all") { Description = "All of them." };
        var count = new Option<int?>("--count") { Description = "With --all: how many they are, so that none is dropped that you have not seen." };
        return new Command("drop", "Give one up for good, or all.") { id, all, count }.WithAction(async (parsed, cancellationToken) =>
        {
            var which = parsed.GetValue(id);
            if (parsed.GetValue(all) == which is not null)
            {
                throw new CommandFailedException(ExitCode.Usage, "Say which one by its number, or --all.");
            }

            await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
            return which is null
                ? await DropAllAsync(parsed, host, parsed.GetValue(count), cancellationToken)
                : await host.DropAsync(ParseId(which), cancellationToken) ? await SayAsync(parsed, "Dropped.") : throw None(which);
        });
    }

    private static async Task<int> DropAllAsync(ParseResult parsed, IAdministration host, int? expected, CancellationToken cancellationToken)
    {
        var found = await host.DropAllAsync(expected ?? 0, cancellationToken);
        return found == 0 || found == expected
            ? await SayAsync(parsed, found == 0 ? "There are none." : $"{found.ToString(CultureInfo.InvariantCulture)} dropped.")
            : throw new CommandFailedException(
                ExitCode.Usage,
                $"There are {found.ToString(CultureInfo.InvariantCulture)}, and none is dropped yet. To give them all up for good: bridges dead-letters drop --all --count {found.ToString(CultureInfo.InvariantCulture)}");
    }

    private static async Task<int> ListAsync(ConfigOption config, ParseResult parsed, CancellationToken cancellationToken)
    {
        await using var host = await AdministrationFinder.OpenAsync(config.Load(parsed).Value, cancellationToken);
        var letters = await host.ListDeadLettersAsync(cancellationToken);
        await TextTable.WriteAsync(
            parsed.InvocationConfiguration.Output,
            ["id", "network", "direction", "received", "room", "reason"],
            [.. letters.Select(ToCells)],
            "There are none.");
        return ExitCode.Success;
    }

    private static string[] ToCells(DeadLetterLine letter) =>
    [
        letter.Id.ToString(CultureInfo.InvariantCulture),
        letter.Network,
        letter.Direction,
        letter.Received.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture),
        letter.Room ?? "",
        letter.Reason ?? "",
    ];

    private static long ParseId(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        ? id
        : throw new CommandFailedException(ExitCode.Usage, $"'{text}' is no number. 'bridges dead-letters list' shows the numbers.");

    private static async Task<int> SayAsync(ParseResult parsed, string text)
    {
        await parsed.InvocationConfiguration.Output.WriteLineAsync(text);
        return ExitCode.Success;
    }

    private static CommandFailedException None(string id) =>
        new(ExitCode.Failure, $"There is no dead letter {id}. 'bridges dead-letters list' shows those that there are.");
}
