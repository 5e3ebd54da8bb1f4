using Bridges.ModuleKit;
using Bridges.TestBeds;
using Bridges.WhatsApp.Diagnosis;
using Bridges.WhatsApp.Engines;

namespace Bridges.WhatsApp.Tests.Diagnosis;

/// <summary>A Node.js that will not do.</summary>
public sealed class NodeTests
{
    private const string Folder = "tests/WhatsApp/Bridges.WhatsApp.Tests/Diagnosis";

    [Fact]
    public async Task One_that_is_too_old_is_told_with_its_version()
    {
        var found = await CheckAsync(RepositoryRoot.Combine(Folder, "old-node"));

        Assert.EndsWith("old-node is version v20.19.2; 24 or newer is needed.", found.Problem, StringComparison.Ordinal);
        Assert.Contains("install-node", found.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_may_not_be_run_is_told_with_the_command_that_lets_it()
    {
        // Not even root runs what nobody may.
        var path = RepositoryRoot.Combine("README.md");
        var found = await CheckAsync(path);

        Assert.Equal(($"{path} is not marked as a program.", $"chmod +x {path}"), (found.Problem, found.Mend));
    }

    [Fact]
    public async Task One_that_is_not_there_is_told()
    {
        var found = await CheckAsync("/nowhere/node");

        Assert.Equal("/nowhere/node cannot be run.", found.Problem);
    }

    private static async Task<Abstractions.Diagnosis> CheckAsync(string node)
    {
        using var folder = TempFolder.Create("whatsapp-node");
        var engine = new WhatsAppEngineOptions(new WhatsAppOptions { NodePath = node }, new ModuleHost(folder.Path));
        return Assert.Single(await new InstallationCheck(engine).RunAsync(TestContext.Current.CancellationToken));
    }
}
