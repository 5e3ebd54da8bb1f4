using Bridges.TestBeds;

namespace Bridges.Host.Tests;

/// <summary>A folder that is gone after the test, with files written into it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly TempFolder _folder = TempFolder.Create("host-test");

    public string Path => _folder.Path;

    public string Combine(string name) => _folder.Combine(name);

    public string Write(string name, string content)
    {
        var file = Combine(name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
        return file;
    }

    public void Dispose() => _folder.Dispose();
}
