using System.Runtime.Versioning;

namespace Bridges.Host.Tests.Modules;

/// <summary>Modules and their engines as files that others may have changed.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class OpenFilesTests
{
    [Fact]
    public void A_module_that_everybody_can_change_is_not_loaded()
    {
        using var modules = new InstalledModules().Install();
        Assert.Empty(modules.Load("  sample:").Failures);
        var file = Directory.GetFiles(modules.SampleDirectory, "*.dll")[0];
        File.SetUnixFileMode(file, File.GetUnixFileMode(file) | UnixFileMode.OtherWrite);

        var set = modules.Load("  sample:");

        Assert.Empty(set.Loaded);
        Assert.Contains($"Everybody on this machine can change {file}", Assert.Single(set.Failures).Problem, StringComparison.Ordinal);
        Assert.Contains($"chmod -R o-w {modules.SampleDirectory}", set.Failures[0].Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void An_engine_in_a_folder_that_everybody_can_change_is_not_started()
    {
        using var modules = new InstalledModules().Install();
        var engine = Directory.CreateDirectory(Path.Combine(modules.SampleDirectory, "engine")).FullName;
        File.SetUnixFileMode(engine, File.GetUnixFileMode(engine) | UnixFileMode.OtherWrite);

        Assert.Contains($"Everybody on this machine can change {engine}", Assert.Single(modules.Load("  sample:").Failures).Problem, StringComparison.Ordinal);
    }
}
