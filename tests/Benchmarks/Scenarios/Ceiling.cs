using System.Globalization;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>What the stub homeserver takes from a process that does nothing but send.</summary>
internal static class Ceiling
{
    public static async Task<Measurement> MeasureAsync(Extent extent)
    {
        await using var homeserver = await StubHomeserver.StartAsync(new StubOptions { Remember = false, SenderLocalpart = "bridges" });
        var room = homeserver.AddRoom(homeserver.BotUserId);
        var answer = await ChildProcess.RunAsync(new ProgramToRun(
            Path.Combine(AppContext.BaseDirectory, "Bridges.Benchmarks"),
            [BareSender.Command, $"{homeserver.Url}", "stub-as-token", room.Id, extent.Messages.ToString(CultureInfo.InvariantCulture)]));
        var numbers = answer.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Measurement(
            "no bridge: bare HttpClient, 100 at once", "HTTP and the stub",
            [new("a second", extent.Messages / numbers[0]), new("CPU s per 10,000", numbers[1] * 10_000 / extent.Messages)]);
    }
}
