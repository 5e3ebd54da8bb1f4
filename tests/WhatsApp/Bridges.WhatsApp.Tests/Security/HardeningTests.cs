using Bridges.Abstractions;
using Bridges.WhatsApp.Login;
using Bridges.WhatsApp.Tests.Beds;

namespace Bridges.WhatsApp.Tests.Security;

/// <summary>What the library forgets to check.</summary>
public sealed class HardeningTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_server_whose_certificate_is_signed_by_a_stranger_is_told_nothing()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { forgedCertificate = true });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);

        var refusal = await Assert.ThrowsAsync<BridgeException>(() => login.StartAsync(Cancellation));

        Assert.Contains("could not prove", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phone_whose_word_for_this_device_is_signed_by_a_stranger_is_not_believed()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.Simulation.DoAsync("faults", new { forgedIdentity = true });
        await using var login = bed.Network.CreateLogin(LoginFlows.Qr);
        var shown = (LoginStep.Display)await login.StartAsync(Cancellation);
        await bed.Simulation.DoAsync("scan", new { number = bed.Me.Number, code = shown.QrText });

        await Assert.ThrowsAsync<BridgeException>(() => WhatsAppBed.NextAsync<LoginStep.Complete>(login));
    }

    [Fact]
    public async Task The_doctor_sees_that_the_hardening_is_in_place()
    {
        await using var bed = await WhatsAppBed.StartAsync();

        var found = await bed.Network.DiagnoseAsync(Cancellation);

        Assert.All(found, one => Assert.Null(one.Problem));
        Assert.Contains(found, one => one.Subject.Contains("hardening", StringComparison.Ordinal));
        Assert.Contains(found, one => one.Subject.Contains("Baileys", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_accounts_file_cannot_be_read_without_its_key()
    {
        await using var bed = await WhatsAppBed.StartAsync();
        await bed.ConnectedAsync();

        var file = await File.ReadAllBytesAsync(Path.Combine(bed.AccountFolders[0], "account.db"), Cancellation);

        Assert.False(file.AsSpan().StartsWith("SQLite format 3"u8));
        Assert.DoesNotContain("signedIdentityKey", System.Text.Encoding.Latin1.GetString(file), StringComparison.Ordinal);
    }
}
