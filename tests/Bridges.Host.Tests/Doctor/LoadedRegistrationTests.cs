using Bridges.Host.Doctor;
using Bridges.Host.Http;
using Bridges.Matrix;

namespace Bridges.Host.Tests.Doctor;

/// <summary>The document beside the configuration is right, and the homeserver has loaded another: what of that shows from outside.</summary>
public sealed class LoadedRegistrationTests : IAsyncLifetime
{
    private const string AsBot = "?user_id=@bridges:hs.test";
    private const string WhoAmI = "/_matrix/client/v3/account/whoami";

    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task Calls_that_come_to_another_bridge_with_the_same_tokens_are_told()
    {
        _consultation.Homeserver.Pings = null;

        (await VisitAsync()).AssertFoundAlone("Its call was answered, and did not come here", "Stop that one (or");
    }

    [Fact]
    public async Task A_call_that_comes_here_is_in_order()
    {
        (await VisitAsync()).AssertFine("homeserver reaches the bridge (in 3 ms)");
    }

    [Fact]
    public async Task A_bot_that_was_renamed_since_is_told()
    {
        _consultation.Homeserver.Answer(WhoAmI + AsBot, 403, """{"errcode":"M_FORBIDDEN","error":"Application service cannot masquerade as this user (@bridges:hs.test)."}""");

        (await VisitAsync()).AssertFoundAlone("the registration that it has loaded is for another bot than appservice.bot", "give the homeserver both files");
    }

    [Theory]
    [InlineData("Synapse", DoctorVerdictName.Wrong)]
    [InlineData("Dendrite", DoctorVerdictName.NotChecked)]
    public async Task Typing_that_does_not_come_back_is_told_of_a_homeserver_that_would_send_it(string software, string verdict)
    {
        PutBotInRoom();
        _consultation.Arrivals = new HomeserverArrivals();
        _consultation.Homeserver.Answer("/_matrix/federation/v1/version", 200, $$$"""{"server":{"name":"{{{software}}}","version":"1"}}""");

        var finding = await CheckEphemeralAsync(TimeSpan.Zero);

        Assert.Equal(verdict, finding.Verdict.ToString());
        Assert.Contains("receive_ephemeral: true", finding.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Typing_that_came_is_in_order()
    {
        _consultation.Arrivals = new HomeserverArrivals();
        _consultation.Arrivals.Received(new AppServiceTransaction([], [new TypingEvent(new RoomId("!a:hs.test"), [])]));

        Assert.Equal(DoctorVerdict.Fine, (await CheckEphemeralAsync(TimeSpan.Zero)).Verdict);
    }

    [Fact]
    public async Task Where_nothing_was_tried_nothing_is_said()
    {
        Assert.Equal(DoctorVerdict.NotChecked, (await CheckEphemeralAsync(TimeSpan.Zero)).Verdict);
        _consultation.Arrivals = new HomeserverArrivals();
        Assert.Equal(DoctorVerdict.NotChecked, (await CheckEphemeralAsync(TimeSpan.Zero)).Verdict);
    }

    private void PutBotInRoom() => _consultation.Homeserver.Answer($"/_matrix/client/v3/joined_rooms{AsBot}", 200, """{"joined_rooms":["!a:hs.test"]}""");

    private Task<DoctorFinding> CheckEphemeralAsync(TimeSpan patience) => _consultation.CheckOneAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck(), new PingCheck(), new EphemeralCheck { Patience = patience });

    private Task<Visit> VisitAsync() => Visit.PayAsync(_consultation.ConfigureForOwner());

    private static class DoctorVerdictName
    {
        public const string Wrong = nameof(DoctorVerdict.Wrong);
        public const string NotChecked = nameof(DoctorVerdict.NotChecked);
    }
}
