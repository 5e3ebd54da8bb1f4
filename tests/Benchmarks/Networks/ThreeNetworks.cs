using Bridges.TestBeds;

namespace Bridges.Benchmarks.Networks;

/// <summary>A host with all three networks and their engines, without accounts: until it is ready, and the memory of each of the four processes at rest.</summary>
internal static class ThreeNetworks
{
    public const string Command = "networks";

    private static readonly string[] _networks = ["telegram", "whatsapp", "signal"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<IReadOnlyList<Measurement>> MeasureAsync(TimeSpan rest)
    {
        await using var product = await StubbedProduct.StartAsync($"""
            networks:
              telegram:
                api_id: 12345
                api_hash: "0123456789abcdef0123456789abcdef"
              whatsapp:
                node_path: "{InstalledParts.Node}"
              signal:
                node_path: "{InstalledParts.Node}"
            """);
        while (_networks.Any(network => product.EnginesOf(network).Count == 0))
        {
            await Task.Delay(Pause);
        }

        await Task.Delay(rest);
        return
        [
            new("host with three networks", ".NET itself", [new("ms to ready", product.Start.TotalMilliseconds), .. ProcessMemory.Of(product.HostProcess).Figures]),
            .. _networks.Select(network => new Measurement($"the same: {network}'s engine", "its libraries", ProcessMemory.Of(product.EnginesOf(network).Single()).Figures)),
        ];
    }
}
