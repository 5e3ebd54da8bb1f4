using System.CommandLine;

namespace Bridges.Host.Cli;

/// <summary><c>bridges init</c>.</summary>
internal static class InitCommand
{
    public static Command Create(ConfigOption config)
    {
        var options = new InitOptions();
        var command = new Command("init", "Write a configuration and the registrations for the homeserver. Asks for what is not given.");
        options.AddTo(command);
        return command.WithAction(async (parsed, cancellationToken) =>
        {
            var console = parsed.InvocationConfiguration;
            var mayAsk = !parsed.GetValue(options.Yes) && !Console.IsInputRedirected;
            var dialogue = new InitDialogue(options, option => parsed.GetValue(option), new InitQuestions(Console.In, console.Output, mayAsk), Console.In);
            if (parsed.GetValue(options.Stack))
            {
                var folder = Path.GetFullPath(parsed.GetValue(options.Output) ?? ".");
                StackFiles.RefuseExisting(folder);
                var stack = await dialogue.CollectStackAsync(cancellationToken);
                StackFiles.Write(stack, folder);
                await console.Output.WriteLineAsync(StackInstructions.For(stack, folder));
                return ExitCode.Success;
            }

            var file = Path.GetFullPath(config.Given(parsed) ?? Path.Combine(parsed.GetValue(options.Output) ?? ".", ConfigOption.DefaultFile));
            // Before anything is asked in vain.
            InitFiles.RefuseExisting(file);
            var answers = await dialogue.CollectAsync(cancellationToken);
            var registrations = InitFiles.Write(answers, file);
            await console.Output.WriteLineAsync($"""
                Wrote {file}, its key file, and the registrations beside it.

                {HomeserverInstructions.For(registrations)}
                {answers.Networks.NextStep(Path.GetFileName(file))}
                  bridges doctor --config {file}     checks everything
                  bridges run --config {file}        runs the bridge
                Users then send a message to @bridges:{answers.ServerName}.

                For clients such as mautrix-manager, publish at https://{answers.ServerName}/.well-known/matrix/mautrix, one address for each network:
                  {WellKnownBridges}
                """);
            return ExitCode.Success;
        });
    }

    // Where the bridge is reached from outside is known to nobody yet.
    private const string WellKnownBridges = """{"fi.mau.bridges": ["https://ADDRESS-OF-THE-BRIDGE/_bridges/networks/telegram", "https://ADDRESS-OF-THE-BRIDGE/_bridges/networks/whatsapp", "https://ADDRESS-OF-THE-BRIDGE/_bridges/networks/signal"]}""";
}
