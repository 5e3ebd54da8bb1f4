using System.Reflection;

namespace Bridges.Host.Tests.Architecture;

/// <summary>What the built assemblies really use of each other.</summary>
public sealed class AssemblyReferencesTests
{
    [Theory]
    [InlineData("Bridges.Abstractions", new string[0])]
    [InlineData("Bridges.Matrix", new[] { "Bridges.Abstractions" })]
    [InlineData("Bridges.Storage", new[] { "Bridges.Abstractions" })]
    [InlineData("Bridges.Media", new[] { "Bridges.Abstractions", "Bridges.Engines" })]
    [InlineData("Bridges.Core", new[] { "Bridges.Abstractions", "Bridges.Matrix", "Bridges.Media", "Bridges.Storage" })]
    public void An_assembly_uses_only_what_it_may_know(string assembly, string[] allowed)
    {
        var used = Assembly.Load(assembly).GetReferencedAssemblies()
            .Select(name => name.Name!)
            .Where(name => name.StartsWith("Bridges.", StringComparison.OrdinalIgnoreCase) || name == "bridges");

        Assert.All(used, name => Assert.Contains(name, allowed));
    }

    [Theory]
    [InlineData("SkiaSharp")]
    [InlineData("Concentus")]
    public void No_decoder_is_in_the_hosts_process(string decoder) =>
        Assert.False(File.Exists(Path.Combine(AppContext.BaseDirectory, decoder + ".dll")), $"{decoder} came along with the host.");

    [Fact]
    public void The_contract_does_no_input_or_output()
    {
        string[] forbidden = ["System.Net.Http", "System.Net.Sockets", "System.IO.FileSystem", "System.Data.Common", "System.Diagnostics.Process"];

        Assert.DoesNotContain(Assembly.Load("Bridges.Abstractions").GetReferencedAssemblies(), name => forbidden.Contains(name.Name));
    }
}
