using Bridges.Family.Tests.Chats;
using Bridges.Family.Tests.Stage;
using Bridges.TestBeds;
using Bridges.TestBeds.Host;

namespace Bridges.Family.Tests.Faults;

/// <summary>
/// Three networks in one host, each with its real engine: while that of one hangs, dies or leaks, the two others carry messages both ways with
/// the engines that they have, and afterwards it is used again and nothing of it is lost.
/// </summary>
[Collection(nameof(AtHome))]
public sealed class EngineFaultTests(Stage.Family family) : FamilyTest(family)
{
    private static readonly string[] _networks = ["telegram", "whatsapp", "signal"];

    /// <summary>Those whose engine runs in Node.js, which can be told to leak.</summary>
    public static TheoryData<string> Of_Node => TestCourse.IsLong ? ["signal", "whatsapp"] : ["signal"];

    private BridgesHost Host => Family.Stage.Host;

    [Theory]
    [InlineData("telegram")]
    [InlineData("whatsapp")]
    [InlineData("signal")]
    public async Task An_engine_that_hangs_or_dies_is_nothing_to_the_others(string network)
    {
        var (own, others, engines) = await BeginAsync(network);
        var engine = Assert.Single(EngineProcess.Find(Host, network));

        await EngineProcess.FreezeAsync(Host, network);
        var waiting = own.Select(SayAsync).ToArray();
        await TalkAsync(others);

        // Unless the host has ended it by itself meanwhile, as it does with one that answers nothing for some time.
        EngineProcess.Kill(Host, network);
        await TalkAsync(others);

        await Task.WhenAll(waiting);
        await TalkAsync(own);
        Assert.DoesNotContain(engine, EngineProcess.Find(Host, network));
        Assert.Equal(engines, EnginesBut(network));
    }

    [Theory]
    [MemberData(nameof(Of_Node))]
    public async Task An_engine_that_leaks_is_started_anew_and_is_nothing_to_the_others(string network)
    {
        var (own, others, engines) = await BeginAsync(network);
        var engine = Assert.Single(EngineProcess.Find(Host, network));

        await Leak.BeginAsync(Host, network, FamilyStage.MemoryLimitMb * 2, Cancellation);
        await TalkAsync(others);
        await Host.Output.WaitForLineAsync(line => line.Contains($"\"{network}\"", StringComparison.Ordinal) && line.Contains($"more than its limit of {FamilyStage.MemoryLimitMb} MiB", StringComparison.Ordinal), FamilyStage.Patience, Cancellation);
        await TalkAsync(others);

        await TalkAsync(own);
        Assert.DoesNotContain(engine, EngineProcess.Find(Host, network));
        Assert.Equal(engines, EnginesBut(network));
    }

    [Fact]
    public async Task An_engine_that_hangs_keeps_the_host_neither_from_stopping_nor_from_starting()
    {
        await BeginAsync("signal");
        await EngineProcess.FreezeAsync(Host, "signal");

        await Host.StopAsync();
        await Host.StartAsync();

        await TalkAsync(Family.Chats);
    }

    private async Task<(FamilyChat[] Own, FamilyChat[] Others, int[] Engines)> BeginAsync(string network)
    {
        await TalkAsync(Family.Chats);
        var own = Family.Chats.Where(chat => chat.Name.StartsWith(network, StringComparison.Ordinal)).ToArray();
        return (own, [.. Family.Chats.Except(own)], EnginesBut(network));
    }

    /// <summary>A message each way in each chat, and all of them arrive.</summary>
    private static async Task TalkAsync(IReadOnlyList<FamilyChat> chats)
    {
        await Task.WhenAll(chats.Select(SayAsync));
        await SettleAsync(chats);
    }

    private static Task SayAsync(FamilyChat chat) =>
        Task.WhenAll([chat.NetworkSaysAsync(picture: null), .. chat.Members.Select(member => chat.MatrixSaysAsync(member, picture: null, Cancellation))]);

    private int[] EnginesBut(string network) => [.. _networks.Where(other => other != network).SelectMany(other => EngineProcess.Find(Host, other))];
}
