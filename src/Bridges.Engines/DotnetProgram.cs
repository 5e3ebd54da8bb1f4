namespace Bridges.Engines;

/// <summary>The program that runs engines written for .NET: the one that runs the host, else the one that came with it, else the one in <c>PATH</c>.</summary>
public static class DotnetProgram
{
    private const string Name = "dotnet";

    /// <summary>Its path; the bare name where it is to be looked up in <c>PATH</c>.</summary>
    public static string FileName { get; } = Find();

    private static string Find()
    {
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == Name)
        {
            return Environment.ProcessPath!;
        }

        var bundled = Path.Combine(AppContext.BaseDirectory, Name, Name);
        return File.Exists(bundled) ? bundled : Name;
    }
}
