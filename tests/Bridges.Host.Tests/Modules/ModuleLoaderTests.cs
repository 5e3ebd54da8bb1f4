using System.Runtime.Loader;
using Bridges.Abstractions;

namespace Bridges.Host.Tests.Modules;

public sealed class ModuleLoaderTests : IDisposable
{
    private readonly InstalledModules _modules = new();

    public void Dispose() => _modules.Dispose();

    [Fact]
    public void A_module_that_is_put_into_its_folder_and_named_in_the_configuration_is_loaded()
    {
        var loaded = _modules.Install().Load("  sample: {echo: true}\n");

        Assert.Empty(loaded.Failures);
        Assert.Equal("Sample", Assert.Single(loaded.Loaded).Description.DisplayName);
    }

    [Fact]
    public void A_module_shares_the_contract_and_keeps_everything_else_to_itself()
    {
        var network = Assert.Single(_modules.Install().Load("  sample:\n").Loaded).Network;
        var assembly = network.GetType().Assembly;
        var context = AssemblyLoadContext.GetLoadContext(assembly)!;

        Assert.NotSame(AssemblyLoadContext.Default, context);
        Assert.True(context.IsCollectible);
        Assert.Contains(context.Assemblies, own => own.GetName().Name == "Polly.Core");
        Assert.DoesNotContain(context.Assemblies, shared => shared.GetName().Name is "Bridges.Abstractions" or "Microsoft.Extensions.Logging.Abstractions");
        Assert.IsAssignableFrom<INetwork>(network);
    }

    [Fact]
    public void A_module_that_is_not_named_or_not_enabled_is_not_loaded()
    {
        var loaded = _modules.Install().Load("  sample: {enabled: false}\n");

        Assert.Empty(loaded.Loaded);
        Assert.Empty(loaded.Failures);
    }

    [Theory]
    [InlineData("{fault: create}", "was asked to fail.")]
    [InlineData("{fault: options}", "config.yaml:11: networks.sample.fault: was asked to be refused.")]
    [InlineData("{fualt: create}", "config.yaml:11: networks.sample.fualt: there is no such key. Did you mean 'fault'?")]
    [InlineData("{chats: many}", "config.yaml:11: networks.sample.chats: must be a whole number.")]
    public void A_module_that_fails_is_reported_and_the_others_run(string options, string problem)
    {
        var loaded = _modules.Install().Load($"  sample: {options}\n  nothere:\n");

        Assert.Empty(loaded.Loaded);
        Assert.Contains(problem, loaded.Failures.Single(failure => failure.Id.Value == "sample").Problem, StringComparison.Ordinal);
        Assert.Contains("does not exist", loaded.Failures.Single(failure => failure.Id.Value == "nothere").Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mistyped_network_is_told_with_the_one_that_is_installed()
    {
        var failure = Assert.Single(_modules.Install().Load("  smaple:\n").Failures);

        Assert.StartsWith("Write 'networks.sample' if that is meant; else put the module's files into ", failure.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failing_module_leaves_a_good_one_alone()
    {
        var loaded = _modules.Install().Load("  broken:\n  sample:\n");

        Assert.Equal("broken", Assert.Single(loaded.Failures).Id.Value);
        Assert.Equal("sample", Assert.Single(loaded.Loaded).Description.Id.Value);
    }

    [Fact]
    public void A_missing_dependency_is_named_with_the_folder_that_lacks_it()
    {
        _modules.Install();
        File.Delete(Path.Combine(_modules.SampleDirectory, "Polly.Core.dll"));

        var failure = Assert.Single(_modules.Load("  sample:\n").Failures);

        Assert.StartsWith("The module needs Polly.Core", failure.Problem, StringComparison.Ordinal);
        Assert.Contains(_modules.SampleDirectory, failure.Problem, StringComparison.Ordinal);
        Assert.Contains("dotnet publish", failure.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_assembly_is_told()
    {
        _modules.Install();
        File.WriteAllText(Path.Combine(_modules.SampleDirectory, "Bridges.SampleModule.dll"), "no assembly");

        Assert.Contains("is damaged", Assert.Single(_modules.Load("  sample:\n").Failures).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_one_module_is_told()
    {
        _modules.Install();
        File.Copy(Path.Combine(_modules.SampleDirectory, "Bridges.SampleModule.deps.json"), Path.Combine(_modules.SampleDirectory, "Other.deps.json"));

        Assert.Contains("exactly one *.deps.json", Assert.Single(_modules.Load("  sample:\n").Failures).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_with_another_name_than_its_network_is_told()
    {
        var failure = Assert.Single(_modules.Install("telegram").Load("  telegram:\n").Failures);

        Assert.Equal("The folder 'telegram' contains the module for 'sample'.", failure.Problem);
    }
}
