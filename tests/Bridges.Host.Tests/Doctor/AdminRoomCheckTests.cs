using Bridges.Host.Doctor;

namespace Bridges.Host.Tests.Doctor;

/// <summary>A room for the admins in which the bot is not, or not heard.</summary>
public sealed class AdminRoomCheckTests : IAsyncLifetime
{
    private const string State = "/_matrix/client/v3/rooms/!admins:hs.test/state/";
    private const string Member = State + "m.room.member/@bridges:hs.test?user_id=@bridges:hs.test&format=event";
    private const string Powers = State + "m.room.power_levels/?user_id=@bridges:hs.test";

    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync()
    {
        _consultation = await Consultation.BeginAsync();
        _consultation.Extra = "bridging: {admin_room: \"!admins:hs.test\"}";
    }

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Theory]
    [InlineData(403, """{"errcode":"M_FORBIDDEN","error":"User @bridges:hs.test not in room"}""", "The bot was never let into it", "invite @bridges:hs.test there")]
    [InlineData(404, """{"errcode":"M_NOT_FOUND","error":"no such room"}""", "The bot was never let into it", "invite @bridges:hs.test there")]
    [InlineData(200, """{"type":"m.room.member","sender":"@eve:hs.test","content":{"membership":"leave"}}""", "The bot is not in it any more: @eve:hs.test put it out.", "Invite @bridges:hs.test there")]
    [InlineData(200, """{"type":"m.room.member","sender":"@eve:hs.test","content":{"membership":"ban"}}""", "The bot is not in it any more: @eve:hs.test banned it.", "Lift the ban")]
    public async Task A_room_in_which_the_bot_is_not_is_told(int status, string body, string problem, string mend)
    {
        _consultation.Homeserver.Answer(Member, status, body);

        (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFoundAlone(problem, mend);
    }

    [Theory]
    [InlineData("""{"events_default":50}""", "its power is 0, and messages need 50")]
    [InlineData("""{"events_default":0,"events":{"m.room.message":100},"users":{"@bridges:hs.test":50}}""", "its power is 50, and messages need 100")]
    public async Task A_room_in_which_the_bot_may_not_speak_is_told(string powers, string problem)
    {
        _consultation.Homeserver.Answer(Member, 200, """{"sender":"@bridges:hs.test","content":{"membership":"join"}}""");
        _consultation.Homeserver.Answer(Powers, 200, powers);

        (await Visit.PayAsync(_consultation.ConfigureForOwner())).AssertFoundAlone(problem, "Give @bridges:hs.test a power of");
    }

    [Theory]
    [InlineData("""{"membership":"join"}""")]
    [InlineData("""{"content":{"membership":"invite"}}""")]
    public async Task A_room_that_has_or_awaits_the_bot_is_in_order(string body)
    {
        _consultation.Homeserver.Answer(Member, 200, body);

        Assert.Equal(DoctorVerdict.Fine, (await _consultation.CheckOneAsync(new HomeserverReachableCheck(), new AppserviceTokenCheck(), new AdminRoomCheck())).Verdict);
    }
}
