using System.Text.Json.Nodes;
using Bridges.Abstractions;
using Bridges.Signal.Tests.Beds;

namespace Bridges.Signal.Tests.Live;

/// <summary>What the administrator's settings change.</summary>
public sealed class OptionTests(SharedSignal shared)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_left_out_where_the_setting_says_so()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal, options => options.Calls = false);
        await shared.Signal.AskAsync("/call", new JsonObject { ["from"] = bed.Bob.Id, ["to"] = bed.Alice.Id, ["id"] = 7, ["video"] = false });
        await shared.Signal.AskAsync("/call", new JsonObject { ["from"] = bed.Bob.Id, ["to"] = bed.Alice.Id, ["id"] = 7, ["end"] = true });
        await bed.Bob.SayAsync(bed.Alice, "you do not answer");

        await bed.Told.MessageAsync("you do not answer");
        Assert.Single(bed.Told.Events.All.OfType<RemoteMessage>());
        Assert.Empty(bed.Told.Events.All.OfType<RemoteEdit>());
    }

    [Fact]
    public async Task Names_of_the_address_book_serve_those_without_a_profile_name_where_the_setting_says_so()
    {
        await using var bed = await SignalBed.StartAsync(shared.Signal, options => options.ContactNames = true);
        var stranger = await shared.Signal.PersonAsync("");
        await shared.Signal.AskAsync("/storage", new JsonObject { ["person"] = bed.Alice.Id, ["contact"] = stranger.Id, ["values"] = new JsonObject { ["systemGivenName"] = "The plumber" } });
        await shared.Signal.AskAsync("/storage", new JsonObject { ["person"] = bed.Alice.Id, ["contact"] = bed.Bob.Id, ["values"] = new JsonObject { ["systemGivenName"] = "Darling" } });

        await bed.Told.Users.FirstAsync(user => user.Id.Value == stranger.Id && user.Name == "The plumber");
        // Whoever has a name of their own keeps it.
        Assert.Equal("Bob", (await bed.Account.GetUserAsync(new RemoteUserId(bed.Bob.Id), Cancellation)).Name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_phone_is_asked_for_the_history_only_where_the_setting_says_so(bool history)
    {
        await using var bed = await SignalBed.EmptyAsync(shared.Signal, options => options.History = history);
        await using var login = bed.Network.CreateLogin(bed.Network.LoginFlows[0]);

        var shown = Assert.IsType<LoginStep.Display>(await login.StartAsync(Cancellation));

        Assert.Equal(history, shown.QrText!.Contains("capabilities=backup5", StringComparison.Ordinal));
    }
}
