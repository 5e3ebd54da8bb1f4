using Bridges.Host.Doctor;
using Bridges.TestBeds;

namespace Bridges.Host.Tests.Doctor;

public sealed class MediaWorkerCheckTests : IAsyncLifetime
{
    private Consultation _consultation = null!;

    public async ValueTask InitializeAsync() => _consultation = await Consultation.BeginAsync();

    public ValueTask DisposeAsync() => _consultation.DisposeAsync();

    [Fact]
    public async Task The_worker_and_the_configured_ffmpeg_are_found_in_order()
    {
        _consultation.Extra = $"media: {{ ffmpeg: {InstalledParts.Ffmpeg} }}";

        var findings = await _consultation.CheckAsync(new MediaWorkerCheck());

        Assert.All(findings, finding => Assert.Equal(DoctorVerdict.Fine, finding.Verdict));
        Assert.Contains(findings, finding => finding.Subject.StartsWith("media worker starts", StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding.Subject.Contains("ffmpeg version", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_ffmpeg_that_is_not_there_is_told_with_its_mend()
    {
        _consultation.Extra = "media: { ffmpeg: /nowhere/ffmpeg }";

        var finding = Assert.Single(await _consultation.CheckAsync(new MediaWorkerCheck()), finding => finding.Verdict == DoctorVerdict.Wrong);

        Assert.Equal("ffmpeg /nowhere/ffmpeg", finding.Subject);
        Assert.Contains("media.ffmpeg", finding.Mend, StringComparison.Ordinal);
    }

    [Fact]
    public async Task To_have_none_is_a_choice()
    {
        _consultation.Extra = "media: { ffmpeg: none }";

        Assert.DoesNotContain(await _consultation.CheckAsync(new MediaWorkerCheck()), finding => finding.Verdict == DoctorVerdict.Wrong);
    }
}
