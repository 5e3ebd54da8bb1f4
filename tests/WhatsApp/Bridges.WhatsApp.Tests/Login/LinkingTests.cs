using Bridges.Abstractions;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Login;

public sealed class LinkingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_scanned_qr_code_links_the_account()
    {
        await using var bed = await WhatsAppBed.StartAsync();

        var account = await bed.LinkAsync();

        Assert.Equal(bed.Me.Lid, account.Id.Value);
        Assert.Equal($"+{bed.Me.Number}", account.Name);
        Assert.DoesNotContain(bed.Me.Number, account.ToString());
    }

    [Fact]
    public async Task A_pairing_code_typed_on_the_phone_links_the_account()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await using var login = bed.Network.CreateLogin(LoginFlows.Code);
        Assert.IsType<LoginStep.Input>(await login.StartAsync(Cancellation));

        var shown = Assert.IsType<LoginStep.Display>(await login.SubmitAsync(
            new Dictionary<string, string>(StringComparer.Ordinal) { ["phone"] = $"+{bed.Me.Number[..2]} {bed.Me.Number[2..]}" }, Cancellation));
        Assert.Matches("^[0-9A-Z]{4}-[0-9A-Z]{4}$", shown.Code);
        Assert.Null(shown.QrText);
        await bed.Simulation.DoAsync("enterCode", new { number = bed.Me.Number, code = shown.Code });

        var done = await WhatsAppBed.NextAsync<LoginStep.Complete>(login);
        Assert.Equal(bed.Account, done.Account.Id);
    }

    /// <summary>A code is shown only once the server has taken the request for it.</summary>
    [Fact]
    public async Task A_pairing_code_that_the_server_refuses_is_not_shown()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { pairingCode = "400" });
        await using (var login = bed.NewLogin())
        {
            await login.StartAsync(Cancellation);
            var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.SubmitAsync(Number(bed), Cancellation));
            Assert.Contains("400", refusal.Message, StringComparison.Ordinal);
        }

        await bed.Simulation.DoAsync("faults", new { pairingCode = (string?)null });
        await using var again = bed.NewLogin();
        await again.StartAsync(Cancellation);
        Assert.NotNull(Assert.IsType<LoginStep.Display>(await again.SubmitAsync(Number(bed), Cancellation)).Code);
    }

    /// <summary>A demand that cannot be met ends the login at once.</summary>
    [Fact]
    public async Task An_account_that_demands_a_passkey_is_told_so_within_seconds()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { passkey = true });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = (LoginStep.Display)await login.StartAsync(Cancellation);

        await bed.Simulation.DoAsync("scan", new { number = bed.Me.Number, code = shown.QrText });

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.WaitAsync(Cancellation).WaitAsync(TimeSpan.FromSeconds(50), Cancellation));
        Assert.Contains("passkey", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(FailureKind.Permanent, refusal.Kind);
    }

    /// <summary>Nobody waits for a code that cannot come.</summary>
    [Theory]
    [InlineData("500")]
    [InlineData("503")]
    public async Task A_network_that_cannot_be_reached_is_told_before_patience_ends(string failure)
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { failure });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.StartAsync(Cancellation));

        Assert.Contains("cannot be reached", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_login_that_is_undone_after_it_was_finished_is_undone_on_whatsapp_too()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = (LoginStep.Display)await login.StartAsync(Cancellation);
        await bed.Simulation.DoAsync("scan", new { number = bed.Me.Number, code = shown.QrText });
        await WhatsAppBed.NextAsync<LoginStep.Complete>(login);

        await login.DisposeAsync();

        await bed.Simulation.HappensAsync(happening => happening.GetProperty("what").GetString() == "logout");
    }

    [Fact]
    public async Task A_logout_unlinks_the_device_and_erases_its_files()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, _) = await bed.ConnectedAsync();

        await account.LogoutAsync(Cancellation);

        await bed.Simulation.HappensAsync(happening => happening.GetProperty("what").GetString() == "logout");
        Assert.Empty(bed.AccountFolders);
    }

    /// <summary>One clear change of state, and the next login goes on.</summary>
    [Fact]
    public async Task An_account_unlinked_on_the_phone_is_logged_out_once_and_can_be_linked_again()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        var (account, host) = await bed.ConnectedAsync();

        await bed.Simulation.DoAsync("unlink", new { number = bed.Me.Number });
        await host.States.FirstAsync(state => state.Condition == AccountCondition.LoggedOut);
        Assert.Single(host.States.All, state => state.Condition == AccountCondition.LoggedOut);
        var refusal = await Assert.ThrowsAsync<BridgeException>(() => account.SendAsync(Recovery.NothingIsLostTests.Message(bed.Chat, "lost"), Cancellation));
        Assert.Contains("with `!bridges login whatsapp`", refusal.Message, StringComparison.Ordinal);

        bed.ForgetLogin();
        var (_, second) = await bed.ConnectedAsync();
        await bed.SayAsync(bed.Alice, "there you are");
        await second.MessageAsync("there you are");
    }

    private static Dictionary<string, string> Number(WhatsAppBed bed) => new(StringComparer.Ordinal) { ["phone"] = bed.Me.Number };
}
