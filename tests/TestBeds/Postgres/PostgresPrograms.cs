namespace Bridges.TestBeds.Postgres;

/// <summary>Where PostgreSQL's programs lie: in the cache of installed parts, else where this machine's own packages put them.</summary>
internal sealed record PostgresPrograms(string Folder, string? LibraryPath)
{
    public string InitDb => Path.Combine(Folder, "initdb");

    public string Postgres => Path.Combine(Folder, "postgres");

    public static PostgresPrograms Find()
    {
        if (NewestBelow("/") is { } ofMachine && !Directory.Exists(Path.Combine(InstalledParts.Folder, "postgresql", "root")))
        {
            return new PostgresPrograms(ofMachine, LibraryPath: null);
        }

        var root = InstalledParts.PostgresRoot;
        var libraries = new[] { Path.Combine(root, "usr", "lib"), Path.Combine(root, "lib") }
            .Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateDirectories(folder, "*-linux-gnu*"));
        return new PostgresPrograms(
            NewestBelow(root) ?? throw new FileNotFoundException($"No PostgreSQL below {root}: run scripts/install-postgresql."),
            string.Join(':', libraries));
    }

    private static string? NewestBelow(string root)
    {
        var versions = Path.Combine(root, "usr", "lib", "postgresql");
        return Directory.Exists(versions)
            ? Directory.EnumerateDirectories(versions).Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }
}
