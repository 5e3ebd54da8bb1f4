namespace Bridges.TestBeds;

/// <summary>The top folder of this repository, found from where the running program lies.</summary>
public static class RepositoryRoot
{
    /// <summary>The folder's absolute path.</summary>
    public static string Path { get; } = Find();

    /// <summary>An absolute path below the repository's top folder.</summary>
    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Bridges.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Bridges.sln.");
    }
}
