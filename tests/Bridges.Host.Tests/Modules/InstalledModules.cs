using Bridges.Host.Configuration;
using Bridges.Host.Modules;
using Bridges.Host.Tests.Configuration;
using Microsoft.Extensions.Logging.Abstractions;

namespace Bridges.Host.Tests.Modules;

/// <summary>A modules folder with the sample module in it, as an admin would have it.</summary>
internal sealed class InstalledModules : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public string Directory => _folder.Combine("modules");

    public string SampleDirectory => System.IO.Path.Combine(Directory, "sample");

    public InstalledModules Install(string name = "sample")
    {
        var target = System.IO.Path.Combine(Directory, name);
        System.IO.Directory.CreateDirectory(target);
        foreach (var file in System.IO.Directory.GetFiles(BuiltModule()))
        {
            File.Copy(file, System.IO.Path.Combine(target, System.IO.Path.GetFileName(file)));
        }

        return this;
    }

    public ModuleSet Load(string networks)
    {
        var configuration = ConfigurationFile.Parse(
            $"{ConfigurationText.Valid}modules_directory: {Directory}\nnetworks:\n{networks}", _folder.Combine("config.yaml"), new Dictionary<string, string>());
        return new ModuleLoader(configuration, NullLoggerFactory.Instance, TimeProvider.System).LoadEnabled();
    }

    public void Dispose() => _folder.Dispose();

    // All projects build beside one another: bin/{project}/{configuration}.
    private static string BuiltModule()
    {
        var here = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(System.IO.Path.DirectorySeparatorChar));
        return System.IO.Path.Combine(here.Parent!.Parent!.FullName, "Bridges.SampleModule", here.Name);
    }
}
