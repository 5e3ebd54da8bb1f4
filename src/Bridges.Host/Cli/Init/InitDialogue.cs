using System.CommandLine;

namespace Bridges.Host.Cli;

/// <summary>The questions of <c>init</c>, in their order.</summary>
/// <param name="given">What the command line says for an option; null where it says nothing.</param>
/// <param name="input">Where a database with a password may come from (see <see cref="SecretAnswer"/>).</param>
internal sealed class InitDialogue(InitOptions options, Func<Option<string>, string?> given, InitQuestions questions, TextReader input)
{
    public async Task<InitAnswers> CollectAsync(CancellationToken cancellationToken)
    {
        var url = await AskAsync(new InitQuestion(options.HomeserverUrl.Name, "Where is the homeserver reached from here?", InitDefaults.HomeserverUrl)
        {
            Problem = InitRules.OfHomeserverUrl,
            Doubt = InitDoubts.OfHomeserverUrlAsync,
        }, options.HomeserverUrl, cancellationToken);
        var discovered = given(options.ServerName) is null ? await ServerNameDiscovery.TryAsync(url, cancellationToken) : null;
        var serverName = await AskAsync(new InitQuestion(options.ServerName.Name, "What stands behind the colon in its users' ids?", discovered)
        {
            Problem = InitRules.OfServerName,
            Doubt = (answer, _) => Task.FromResult(InitDoubts.OfServerName(answer, discovered)),
        }, options.ServerName, cancellationToken);
        return new InitAnswers
        {
            HomeserverUrl = url,
            ServerName = serverName,
            Admin = await AskAdminAsync("Which Matrix user is to be admin (empty for none)?", serverName, cancellationToken),
            BridgeUrl = await AskAsync(new InitQuestion(options.BridgeUrl.Name, "How does the homeserver reach this program?", InitDefaults.BridgeUrl)
            {
                Problem = InitRules.OfBridgeUrl,
                Doubt = (answer, _) => Task.FromResult(InitDoubts.OfBridgeUrl(answer, url)),
            }, options.BridgeUrl, cancellationToken),
            Database = await questions.AskAsync(
                given(options.Database), new InitQuestion(options.Database.Name, "Which database (sqlite:FILE, or postgres://USER:PASSWORD@HOST/NAME)?", InitDefaults.Database), ReadDatabaseAsync, cancellationToken),
            Networks = await AskNetworksAsync(cancellationToken),
        };
    }

    public async Task<StackAnswers> CollectStackAsync(CancellationToken cancellationToken)
    {
        var serverName = await AskAsync(
            new InitQuestion(options.ServerName.Name, "What is to stand behind the colon in users' ids (such as example.org)?", Default: null) { Problem = StackFiles.ProblemOfHostName }, options.ServerName, cancellationToken);
        return new StackAnswers(
            serverName,
            await AskAsync(new InitQuestion(options.Domain.Name, "At which host name are homeserver and client to be reached?", serverName) { Problem = StackFiles.ProblemOfHostName }, options.Domain, cancellationToken),
            await AskAdminAsync("Which Matrix user is to be admin of the bridge (empty for none)?", serverName, cancellationToken))
        {
            Networks = await AskNetworksAsync(cancellationToken),
        };
    }

    private Task<string> AskAsync(InitQuestion question, Option<string> option, CancellationToken cancellationToken) =>
        questions.AskAsync(given(option), question, cancellationToken);

    private async Task<string> AskAdminAsync(string words, string serverName, CancellationToken cancellationToken) => AdminAnswer.Complete(
        await AskAsync(new InitQuestion(options.Admin.Name, words, "")
        {
            Problem = answer => InitRules.OfAdmin(answer, serverName),
            Doubt = (answer, _) => Task.FromResult(InitDoubts.OfAdmin(answer, serverName)),
        }, options.Admin, cancellationToken), serverName);

    private async Task<string> ReadDatabaseAsync(string answer, CancellationToken cancellationToken)
    {
        var database = await SecretAnswer.ReadAsync(answer, options.Database.Name, input, cancellationToken);
        return given(options.Database) is null && InitRules.OfDatabase(database) is { } problem ? throw new CommandFailedException(ExitCode.Usage, problem) : database;
    }

    private async Task<NetworkAnswers> AskNetworksAsync(CancellationToken cancellationToken)
    {
        var names = await questions.AskAsync(
            given(options.Networks), new InitQuestion(options.Networks.Name, $"Which networks ({string.Join(", ", NetworkAnswers.Known)}, or all; empty for none yet)?", ""),
            (answer, _) => Task.FromResult(NetworkAnswers.Read(answer)), cancellationToken);
        if (!names.Contains(NetworkAnswers.Telegram, StringComparer.Ordinal))
        {
            return new NetworkAnswers(names);
        }

        await questions.TellAsync($"  Telegram wants an application of your own: {NetworkAnswers.WhereToGetTheApplication} Both can be left empty for now.");
        var apiId = await AskPartAsync(options.TelegramApiId, "Telegram's api_id?", NetworkAnswers.ProblemOfApiId, cancellationToken);
        var apiHash = apiId.Length == 0 ? "" : await AskPartAsync(options.TelegramApiHash, "Telegram's api_hash?", NetworkAnswers.ProblemOfApiHash, cancellationToken);
        return new NetworkAnswers(names, apiId, apiHash);
    }

    private Task<string> AskPartAsync(Option<string> option, string words, Func<string, string?> problemOf, CancellationToken cancellationToken) => questions.AskAsync(
        given(option), new InitQuestion(option.Name, words, ""),
        async (answer, cancellation) =>
        {
            var part = answer.Length == 0 ? "" : await SecretAnswer.ReadAsync(answer, option.Name, input, cancellation);
            return problemOf(part) is { } problem ? throw new CommandFailedException(ExitCode.Usage, $"{option.Name}: {problem}") : part;
        },
        cancellationToken);
}
