using Bridges.Chaos.Tests.Stage;
using Bridges.Telegram.Simulator.Faults;

namespace Bridges.Chaos.Tests.Disasters;

/// <summary>Something that Telegram's servers do wrong.</summary>
internal sealed class DataCentreTrouble(string name, Func<FaultPlan, Random, Task> strike) : IDisaster
{
    public static IReadOnlyList<DataCentreTrouble> All { get; } =
    [
        new("asks to wait", (faults, _) => Plan(() => faults.FloodWait("messages.sendMessage", seconds: 2))),
        new("fails inside", (faults, _) => Plan(() =>
        {
            faults.InternalError("messages.sendMessage", times: 2);
            faults.InternalError("messages.getHistory", times: 2);
        })),
        new("loses its answers", (faults, _) => Plan(() => faults.LoseAnswer("messages.sendMessage", times: 2))),
        new("drops its connections", (faults, _) => Plan(faults.DropConnections)),
        new("is away", async (faults, random) =>
        {
            faults.RefuseConnections = true;
            faults.DropConnections();
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(4000)));
            faults.RefuseConnections = false;
        }),
        new("says nothing by itself", async (faults, random) =>
        {
            faults.LosePushes = true;
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)));
            faults.LosePushes = false;
            faults.DropConnections();
        }),
    ];

    public Task StrikeAsync(ChaosStage stage, Random random) => strike(stage.Telegram.Faults, random);

    public override string ToString() => $"the data centre {name}";

    private static Task Plan(Action plan)
    {
        plan();
        return Task.CompletedTask;
    }
}
