using System.Reflection;
using System.Text.Json;

namespace Bridges.Host.Cli;

/// <summary>The files of a stack, filled in.</summary>
internal sealed class StackTemplates(StackAnswers answers, StackSecrets secrets)
{
    private const string Prefix = "Bridges.Host.Cli.Init.Stack.";

    public static string Compose => Read("docker-compose.yml");

    public string Environment(string uid, string gid) => Fill("env.template", new()
    {
        ["uid"] = uid,
        ["gid"] = gid,
        ["postgres_password"] = secrets.PostgresPassword,
        ["bridges_database_password"] = secrets.BridgesDatabasePassword,
    });

    public string Homeserver => Fill("homeserver.yaml.template", new()
    {
        ["server_name"] = Quoted(answers.ServerName),
        ["public_url"] = Quoted($"{answers.PublicUrl}/"),
        ["postgres_password"] = Quoted(secrets.PostgresPassword),
        ["registration_secret"] = Quoted(secrets.RegistrationSecret),
        ["macaroon_secret"] = Quoted(secrets.MacaroonSecret),
        ["form_secret"] = Quoted(secrets.FormSecret),
    });

    public static string Logging => Read("log.yaml.template");

    public static string Database => Read("bridges-database.sh.template");

    public string Element => Fill("element.json.template", new()
    {
        ["public_url"] = Quoted(answers.PublicUrl),
        ["server_name"] = Quoted(answers.ServerName),
    });

    /// <summary>One site where server name and domain are the same; else one for the server name, which holds nothing but the two documents.</summary>
    public string Caddy => Fill("Caddyfile.template", new()
    {
        ["global"] = "",
        ["sites"] = answers.ServerName == answers.Domain
            ? $"{answers.Domain} {{\n\timport well-known\n\timport matrix\n}}"
            : $"{answers.ServerName} {{\n\timport well-known\n}}\n\n{answers.Domain} {{\n\timport well-known\n\timport matrix\n}}",
        ["domain"] = answers.Domain,
        ["public_url"] = answers.PublicUrl,
    });

    private static string Fill(string template, Dictionary<string, string> values) =>
        values.Aggregate(Read(template), (text, value) => text.Replace($"{{{value.Key}}}", value.Value, StringComparison.Ordinal));

    private static string Read(string name)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)!);
        return reader.ReadToEnd();
    }

    /// <summary>A JSON text is a YAML text as well.</summary>
    private static string Quoted(string text) => JsonSerializer.Serialize(text, StackJson.Default.String);
}
