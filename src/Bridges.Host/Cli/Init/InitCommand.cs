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
            var questions = new InitQuestions(Console.In, console.Output, mayAsk);
            if (parsed.GetValue(options.Stack))
            {
                var folder = Path.GetFullPath(parsed.GetValue(options.Output) ?? ".");
                StackFiles.RefuseExisting(folder);
                var stack = await CollectStackAsync(options, parsed, questions, cancellationToken);
                StackFiles.Write(stack, folder);
                await console.Output.WriteLineAsync(StackInstructions.For(stack, folder));
                return ExitCode.Success;
            }

            var file = Path.GetFullPath(config.Given(parsed) ?? Path.Combine(parsed.GetValue(options.Output) ?? ".", ConfigOption.DefaultFile));
            // Before anything is asked in vain.
            InitFiles.RefuseExisting(file);
            var answers = await CollectAsync(options, parsed, questions, cancellationToken);
            var registrations = InitFiles.Write(answers, file);
            await console.Output.WriteLineAsync($"""
                Wrote {file}, its key file, and the registrations beside it.

                {HomeserverInstructions.For(registrations)}
                Then enable networks in {Path.GetFileName(file)}, and:
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

    private static async Task<StackAnswers> CollectStackAsync(InitOptions options, ParseResult parsed, InitQuestions questions, CancellationToken cancellationToken)
    {
        Task<string> Ask(Option<string> option, string question, string? defaultAnswer) =>
            questions.AskAsync(parsed.GetValue(option), option.Name, question, defaultAnswer, cancellationToken);

        var serverName = await Ask(options.ServerName, "What is to stand behind the colon in users' ids (such as example.org)?", defaultAnswer: null);
        return new StackAnswers(
            serverName,
            await Ask(options.Domain, "At which host name are homeserver and client to be reached?", serverName),
            AdminAnswer.Complete(await Ask(options.Admin, "Which Matrix user is to be admin of the bridge (empty for none)?", ""), serverName));
    }

    private static async Task<InitAnswers> CollectAsync(InitOptions options, ParseResult parsed, InitQuestions questions, CancellationToken cancellationToken)
    {
        Task<string> Ask(Option<string> option, string question, string? defaultAnswer) =>
            questions.AskAsync(parsed.GetValue(option), option.Name, question, defaultAnswer, cancellationToken);

        var url = await Ask(options.HomeserverUrl, "Where is the homeserver reached from here?", InitDefaults.HomeserverUrl);
        var discovered = parsed.GetValue(options.ServerName) is null ? await ServerNameDiscovery.TryAsync(url, cancellationToken) : null;
        var serverName = await Ask(options.ServerName, "What stands behind the colon in its users' ids?", discovered);
        return new InitAnswers
        {
            HomeserverUrl = url,
            ServerName = serverName,
            Admin = AdminAnswer.Complete(await Ask(options.Admin, "Which Matrix user is to be admin (empty for none)?", ""), serverName),
            BridgeUrl = await Ask(options.BridgeUrl, "How does the homeserver reach this program?", InitDefaults.BridgeUrl),
            Database = await SecretAnswer.ReadAsync(
                await Ask(options.Database, "Which database?", InitDefaults.Database), options.Database.Name, Console.In, cancellationToken),
        };
    }
}
