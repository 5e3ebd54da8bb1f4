using System.Globalization;
using Bridges.TestBeds.Processes;
using Bridges.TestBeds.Stub;

namespace Bridges.Benchmarks;

/// <summary>What the stub homeserver takes from a process that does nothing but send.</summary>
internal static class Ceiling
{
    public static async Task<Throughput> MeasureAsync(Extent extent)
    {
        await using var homeserver = await StubHomeserver.StartAsync(new StubOptions { Remember = false });
        var room = homeserver.AddRoom(homeserver.BotUserId);
        var answer = await ChildProcess.RunAsync(new ProgramToRun(
            Path.Combine(AppContext.BaseDirectory, "Bridges.Benchmarks"),
            [BareSender.Command, $"{homeserver.Url}", "stub-as-token", room.Id, extent.Messages.ToString(CultureInfo.InvariantCulture)]));
        var numbers = answer.Split(' ').Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
        return new Throughput("bare HttpClient, 100 at once", extent.Messages, TimeSpan.FromSeconds(numbers[0]), numbers[1]);
    }
}
