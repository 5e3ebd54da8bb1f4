namespace Bridges.Host.Tests.ModuleFaults;

/// <summary>A modules folder that any built modules are put into, under any name.</summary>
internal sealed class InstalledFolders : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Directory => _folder.Combine("modules");

    /// <param name="project">The built project, which lies beside this one: <c>bin/{project}/{configuration}</c>.</param>
    /// <returns>The module's folder.</returns>
    public string Add(string project, string name)
    {
        var target = Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(target);
        foreach (var file in System.IO.Directory.GetFiles(Built(project)))
        {
            File.Copy(file, Path.Combine(target, Path.GetFileName(file)));
        }

        return target;
    }

    public static string Built(string project)
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(here.Parent!.Parent!.FullName, project, here.Name);
    }

    public void Dispose() => _folder.Dispose();
}
