using Bridges.Storage.Tests.Beds;
using FsCheck.Fluent;
using FsCheck;

namespace Bridges.Storage.Tests.Compliance;

public abstract class LaneOrderCompliance(ITestEngine engine) : FaultCompliance(engine)
{
    private const int Lanes = 3;

    private int _runs;

    private enum Act
    {
        Append,
        AppendAgain,
        Finish,
        Bury,
        Revive,
    }

    [Fact]
    public Task Any_interleaving_of_appends_and_ends_keeps_each_lanes_pending_rows_in_order()
    {
        var step = from act in Gen.Elements(Enum.GetValues<Act>())
                   from lane in Gen.Choose(0, Lanes - 1)
                   from which in Gen.Choose(0, 20)
                   select new Step(act, lane, which);
        var property = Prop.ForAll(Gen.ArrayOf(step).ToArbitrary(), KeepsOrderAsync);
        return Task.Run(() => Check.One(Config.QuickThrowOnFailure.WithMaxTest(60), property), Cancellation);
    }

    private async Task<bool> KeepsOrderAsync(Step[] steps)
    {
        var run = Interlocked.Increment(ref _runs);
        var lanes = Enumerable.Range(0, Lanes).Select(number => new Model($"{run}/{number}")).ToArray();

        // Each lane has one caller, as in the bridge; the lanes go side by side.
        await Task.WhenAll(lanes.Select(async (lane, number) =>
        {
            foreach (var step in steps.Where(step => step.Lane == number))
            {
                await TakeAsync(lane, step);
            }
        }));

        foreach (var lane in lanes)
        {
            var rows = await Journal.ReadLaneAsync(lane.Name, 0, 1000, Cancellation);
            if (!rows.Select(row => row.Id).SequenceEqual(lane.Pending))
            {
                return false;
            }
        }

        return true;
    }

    private async Task TakeAsync(Model lane, Step step)
    {
        switch (step.Act)
        {
            case Act.Append:
                lane.Pending.Add((await AppendAsync(lane.Name, $"{lane.Name}/{lane.Sources++}")).Id);
                break;
            case Act.AppendAgain when lane.Sources > 0:
                Assert.Empty(await AppendAllAsync(null, NewRow($"{lane.Name}/{step.Which % lane.Sources}", lane.Name)));
                break;
            case Act.Finish when lane.Pending.Count > 0:
                await CarryOutAsync(JournalSteps.Done(Take(lane.Pending, step), 1));
                break;
            case Act.Bury when lane.Pending.Count > 0:
                lane.Dead.Add(Take(lane.Pending, step));
                await CarryOutAsync(JournalSteps.Dead(lane.Dead[^1], "no", 1));
                break;
            case Act.Revive when lane.Dead.Count > 0:
                lane.Pending.Add(Take(lane.Dead, step));
                Assert.True(await new DeadLetters(Journal).ReviveAsync(lane.Pending[^1], Cancellation));
                lane.Pending.Sort();
                break;
        }
    }

    private static long Take(List<long> ids, Step step)
    {
        var id = ids[step.Which % ids.Count];
        ids.Remove(id);
        return id;
    }

    private sealed record Step(Act Act, int Lane, int Which);

    private sealed record Model(string Name)
    {
        public List<long> Pending { get; } = [];

        public List<long> Dead { get; } = [];

        public int Sources { get; set; }
    }
}
