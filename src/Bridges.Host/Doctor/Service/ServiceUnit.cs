namespace Bridges.Host.Doctor;

/// <summary>What systemd makes of the service's world, as the unit and what was added to it say (systemd.exec(5)).</summary>
/// <param name="File">Where the unit lies.</param>
/// <param name="Settings">Values by name, in order; a value that is empty forgets what came before.</param>
internal sealed record ServiceUnit(string File, IReadOnlyList<(string Name, string Value)> Settings)
{
    public const string Name = "bridges.service";

    private static readonly string[] Places = ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    public string? User => Last("User");

    /// <summary>As whom it runs; null where that is root.</summary>
    public ServiceIdentity? Identity => User is { } user ? new ServiceIdentity(user, Last("Group"), [.. Paths("SupplementaryGroups")]) : null;

    /// <summary>Bytes over which it is killed; null where there is no such limit, or it is a share of the machine's.</summary>
    public long? MemoryMax => ByteWords.Read(Last("MemoryMax"));

    /// <summary>Its user is made when it starts, and is nobody before.</summary>
    public bool DynamicUser => IsYes(Last("DynamicUser"));

    public string ProtectHome => Last("ProtectHome") ?? "no";

    public string ProtectSystem => Last("ProtectSystem") ?? "no";

    public bool PrivateTmp => IsYes(Last("PrivateTmp")) || Last("PrivateTmp") == "disconnected";

    /// <summary>The configuration that the service runs with; null where its command names none.</summary>
    public string? Configuration => Last("ExecStart")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { } words
        ? words.SkipWhile(word => word is not ("--config" or "-c")).Skip(1).FirstOrDefault()
            ?? words.FirstOrDefault(word => word.StartsWith("--config=", StringComparison.Ordinal))?["--config=".Length..]
        : null;

    /// <summary>The service's own variables of the bridge, by their files and by name.</summary>
    public IEnumerable<string> Variables => All("EnvironmentFile").Select(file => file.TrimStart('-')).SelectMany(file => TextOf(file).Split('\n'))
        .Concat(All("Environment").SelectMany(value => value.Split(' ')).Select(value => value.Trim('"')))
        .Where(line => line.StartsWith("BRIDGES_", StringComparison.Ordinal) && line.Contains('=', StringComparison.Ordinal));

    /// <summary>What the service may write although its system is protected.</summary>
    public IEnumerable<string> Writable => Paths("ReadWritePaths").Concat(BoundPaths("BindPaths"))
        .Concat(Folders("StateDirectory", "/var/lib")).Concat(Folders("CacheDirectory", "/var/cache")).Concat(Folders("LogsDirectory", "/var/log")).Concat(Folders("RuntimeDirectory", "/run"));

    /// <summary>What is put into its world from outside.</summary>
    public IEnumerable<string> Bound => BoundPaths("BindPaths").Concat(BoundPaths("BindReadOnlyPaths"));

    public IEnumerable<string> ReadOnly => Paths("ReadOnlyPaths");

    public IEnumerable<string> Inaccessible => Paths("InaccessiblePaths");

    /// <param name="root">What stands before all paths; empty outside of tests.</param>
    /// <returns>Null where none is installed.</returns>
    public static ServiceUnit? Find(string root)
    {
        if (Places.Select(place => Path.Combine(root + place, Name)).FirstOrDefault(System.IO.File.Exists) is not { } file)
        {
            return null;
        }

        // Of two additions with one name the nearer place counts.
        var additions = Places.Select(place => $"{root}{place}/{Name}.d").Where(Directory.Exists).SelectMany(AdditionsIn)
            .DistinctBy(Path.GetFileName).OrderBy(Path.GetFileName, StringComparer.Ordinal);
        return new ServiceUnit(file[root.Length..], [.. new[] { file }.Concat(additions).SelectMany(Read)]);
    }

    /// <summary>Whether it is this configuration that it runs with, as far as its command tells.</summary>
    public bool RunsWith(string configuration) => Configuration is not { } own || Resolve(own) == Resolve(configuration);

    public static bool IsYes(string? value) => value is "yes" or "true" or "on" or "1";

    private static IEnumerable<(string Name, string Value)> Read(string file) => TextOf(file).Replace("\\\n", " ", StringComparison.Ordinal).Split('\n')
        .Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] is not ('#' or ';' or '['))
        .Select(line => line.Split('=', 2)).Where(parts => parts.Length == 2).Select(parts => (parts[0].Trim(), parts[1].Trim()));

    /// <returns>Nothing where the doctor may not look into it; the rest of the unit counts nevertheless.</returns>
    private static string[] AdditionsIn(string folder)
    {
        try
        {
            return Directory.GetFiles(folder, "*.conf");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <returns>Empty where the doctor may not read it; files with variables are often root's alone.</returns>
    private static string TextOf(string file)
    {
        try
        {
            return System.IO.File.Exists(file) ? System.IO.File.ReadAllText(file) : "";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Resolve(string file) => System.IO.File.Exists(file) ? System.IO.File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName ?? Path.GetFullPath(file) : Path.GetFullPath(file);

    private string? Last(string name) => Settings.LastOrDefault(setting => setting.Name == name).Value is { Length: > 0 } value ? value : null;

    private IEnumerable<string> All(string name)
    {
        var values = Settings.Where(setting => setting.Name == name).Select(setting => setting.Value).ToList();
        return values.Skip(values.LastIndexOf("") + 1);
    }

    private IEnumerable<string> Paths(string name) => All(name).SelectMany(value => value.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Select(path => path.TrimStart('-', '+'));

    private IEnumerable<string> BoundPaths(string name) => Paths(name).Select(path => path.Split(':') is [_, var inside, ..] ? inside : path);

    private IEnumerable<string> Folders(string name, string above) => Paths(name).Select(folder => $"{above}/{folder.Split(':')[0]}");
}
