namespace Bridges.TestBeds.Tests;

public sealed class PortsTests
{
    [Fact]
    public async Task Nobody_is_told_a_port_that_another_was_told_before()
    {
        var told = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Task.Run(Ports.Free)));

        Assert.Equal(told.Length, told.Distinct().Count());
    }
}
