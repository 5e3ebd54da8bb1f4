using System.CommandLine;

namespace Bridges.Host.Cli;

/// <summary>The options of <c>init</c>.</summary>
internal sealed class InitOptions
{
    public Option<string> HomeserverUrl { get; } = new("--homeserver-url") { HelpName = "url", Description = $"Where the homeserver's client API is reached from here. Default: {InitDefaults.HomeserverUrl}." };

    public Option<string> ServerName { get; } = new("--server-name") { HelpName = "name", Description = "What stands behind the colon in its users' ids. Default: what the homeserver says." };

    public Option<string> Database { get; } = new("--database") { HelpName = "database", Description = $"sqlite:FILE or postgres://USER:PASSWORD@HOST/NAME; with a password in it better @FILE, a file that holds it, or - for standard input, as others can read command lines. Default: {InitDefaults.Database}." };

    public Option<string> Admin { get; } = new("--admin") { HelpName = "user", Description = "The Matrix user who is to be admin, such as @you:example.org. Default: nobody." };

    public Option<string> BridgeUrl { get; } = new("--bridge-url") { HelpName = "url", Description = $"How the homeserver reaches this program. Default: {InitDefaults.BridgeUrl}." };

    public Option<string> Networks { get; } = new("--networks") { HelpName = "names", Description = $"Which networks to enable: some of {string.Join(", ", NetworkAnswers.Known)}, with commas, or all. Default: none." };

    public Option<string> TelegramApiId { get; } = new("--telegram-api-id") { HelpName = "number", Description = "Telegram's api_id, from https://my.telegram.org/apps." };

    public Option<string> TelegramApiHash { get; } = new("--telegram-api-hash") { HelpName = "hash", Description = "The secret that belongs to it; better @FILE, a file that holds it, or - for standard input." };

    public Option<string> Output { get; } = new("--output", "-o") { HelpName = "folder", Description = "Where to write config.yaml and the rest. Default: the current folder, or where --config says." };

    public Option<bool> Stack { get; } = new("--stack") { Description = "Write all that docker-compose.yml needs: Synapse, PostgreSQL, Element Web and Caddy beside Bridges." };

    public Option<string> Domain { get; } = new("--domain") { HelpName = "name", Description = "With --stack: the host name at which homeserver and client are reached. Default: the server name." };

    public Option<bool> Yes { get; } = new("--yes", "-y") { Description = "Ask nothing; take the defaults." };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { HomeserverUrl, ServerName, Database, Admin, BridgeUrl, Networks, TelegramApiId, TelegramApiHash, Stack, Domain, Output, Yes })
        {
            command.Add(option);
        }
    }
}
