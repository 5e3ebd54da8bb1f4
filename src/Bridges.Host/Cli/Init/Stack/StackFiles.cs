using System.Text.RegularExpressions;

namespace Bridges.Host.Cli;

/// <summary>Writes what <c>init --stack</c> makes, so that <c>docker compose up -d</c> is the next and last step.</summary>
internal static partial class StackFiles
{
    private const string BridgeUrl = "http://bridges:29400";
    private const string HomeserverUrl = "http://synapse:8008";

    /// <summary>A stack that is there stays as it is.</summary>
    /// <exception cref="CommandFailedException">There is one.</exception>
    public static void RefuseExisting(string folder)
    {
        var (stack, environment) = (StackIn(folder), EnvironmentIn(folder));
        if (Directory.Exists(stack) || File.Exists(environment))
        {
            throw new CommandFailedException(
                ExitCode.Failure, $"A stack is there already ({stack}, {environment}) and is left as it is: its secrets are those of its databases. Choose another folder with --output.");
        }
    }

    /// <exception cref="CommandFailedException">A stack is there already, or a name cannot be one.</exception>
    public static void Write(StackAnswers answers, string folder)
    {
        RequireHostName(answers.ServerName, "--server-name");
        RequireHostName(answers.Domain, "--domain");
        RefuseExisting(folder);
        var stack = StackIn(folder);
        var secrets = new StackSecrets();
        var templates = new StackTemplates(answers, secrets);
        InitFiles.Write(
            new InitAnswers
            {
                HomeserverUrl = HomeserverUrl,
                ServerName = answers.ServerName,
                Admin = answers.Admin,
                BridgeUrl = BridgeUrl,
                PageUrl = $"{answers.PublicUrl}/_bridges/page/",
                ClientUrl = answers.PublicUrl,
                Networks = answers.Networks,
                Database = $"postgres://bridges:{secrets.BridgesDatabasePassword}@postgres/bridges",
            },
            Path.Combine(stack, "bridges", ConfigOption.DefaultFile));
        WriteForAll(Path.Combine(stack, "caddy", "Caddyfile"), templates.Caddy);
        WriteForAll(Path.Combine(stack, "element", "config.json"), templates.Element);
        WriteForAll(Path.Combine(stack, "postgres", "bridges-database.sh"), StackTemplates.Database);
        WriteForAll(Path.Combine(stack, "synapse", "log.yaml"), StackTemplates.Logging);
        PrivateFiles.WriteNew(Path.Combine(stack, "synapse", "homeserver.yaml"), templates.Homeserver);
        PrivateFiles.WriteNew(Path.Combine(stack, "synapse", "signing.key"), secrets.SigningKey);
        PrivateFiles.WriteNew(EnvironmentIn(folder), templates.Environment(Owner("Uid"), Owner("Gid")));
        var compose = Path.Combine(folder, "docker-compose.yml");
        if (!File.Exists(compose))
        {
            File.WriteAllText(compose, StackTemplates.Compose);
        }
    }

    private static string StackIn(string folder) => Path.Combine(folder, "stack");

    private static string EnvironmentIn(string folder) => Path.Combine(folder, ".env");

    private static void WriteForAll(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file, Readable);
        }
    }

    /// <summary>The effective id of this process, whose files Synapse and Bridges are to read.</summary>
    private static string Owner(string field) => File.ReadLines("/proc/self/status")
        .First(line => line.StartsWith($"{field}:", StringComparison.Ordinal)).Split('\t')[2];

    /// <summary>Why a name cannot be one; null where it can.</summary>
    public static string? ProblemOfHostName(string name) => HostName().IsMatch(name) ? null : $"'{name}' is no host name such as chat.example.org.";

    private static void RequireHostName(string name, string option)
    {
        if (ProblemOfHostName(name) is { } problem)
        {
            throw new CommandFailedException(ExitCode.Usage, $"{option} {problem}");
        }
    }

    [GeneratedRegex(@"^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HostName();
}
