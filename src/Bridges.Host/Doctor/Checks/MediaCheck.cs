using System.Text.Json;
using Bridges.Matrix;

namespace Bridges.Host.Doctor;

/// <summary>The homeserver takes files, and large enough ones. Leaves a file of one line there.</summary>
internal sealed class MediaCheck : IDoctorCheck
{
    private const string UploadSubject = "homeserver takes files";
    private const string DownloadSubject = "homeserver gives files back";
    private const string Downloads = "/_matrix/client/v1/media/download/";
    private const string SizeSubject = "homeserver takes large files";
    private const long LeastSize = 20 * 1024 * 1024;

    public async Task<IReadOnlyList<DoctorFinding>> CheckAsync(Patient patient, CancellationToken cancellationToken)
    {
        if (!patient.TokenIsKnown)
        {
            return [];
        }

        var token = patient.Configuration.Appservice.AsToken.Reveal();
        var upload = await patient.Homeserver.PostTextAsync("/_matrix/media/v3/upload?filename=bridges-doctor.txt", token, "bridges doctor\n", cancellationToken);
        return
        [
            upload.IsSuccess
                ? await CheckDownloadAsync(patient, upload.Text("content_uri"), token, cancellationToken)
                : DoctorFinding.Wrong(
                    UploadSubject, $"It refuses an upload: {upload.Describe()}.",
                    "See the homeserver's log; the media repository may be switched off or full, or a reverse proxy may not pass /_matrix/media/ on."),
            await CheckSizeAsync(patient, token, cancellationToken),
        ];
    }

    /// <summary>Proxies and media workers often know the old paths of downloads only, or those of uploads.</summary>
    private static async Task<DoctorFinding> CheckDownloadAsync(Patient patient, string? file, string token, CancellationToken cancellationToken)
    {
        if (!MxcUri.TryParse(file, out var uri))
        {
            return DoctorFinding.Fine(UploadSubject);
        }

        var answer = await patient.Homeserver.GetAsync($"{Downloads}{uri.Server}/{uri.MediaId}", token, cancellationToken);
        if (answer is { IsOfMatrix: true, ErrorCode: MatrixErrorCodes.Unrecognized })
        {
            answer = await patient.Homeserver.GetAsync($"/_matrix/media/v3/download/{uri.Server}/{uri.MediaId}", token, cancellationToken);
        }

        return answer is { IsOfMatrix: true, ErrorCode: MatrixErrorCodes.Unrecognized }
            ? DoctorFinding.Fine(UploadSubject)
            : answer.IsSuccess || answer.IsRedirect
            ? DoctorFinding.Fine($"{UploadSubject} and gives them back")
            : HomeserverRefusal.Explain(answer, patient.Homeserver.Url, Downloads) is var (problem, mend)
            ? DoctorFinding.Wrong(DownloadSubject, problem, mend)
            : DoctorFinding.Wrong(DownloadSubject, $"It took a file and does not give it back: {answer.Describe()}.", "See the homeserver's log: the media repository's disk or worker may be another for downloads than for uploads.");
    }

    private static async Task<DoctorFinding> CheckSizeAsync(Patient patient, string token, CancellationToken cancellationToken)
    {
        var answer = await patient.Homeserver.GetAsync("/_matrix/client/v1/media/config", token, cancellationToken);
        if (!answer.IsSuccess)
        {
            answer = await patient.Homeserver.GetAsync("/_matrix/media/v3/config", token, cancellationToken);
        }

        if (!answer.IsSuccess || answer.Json.ValueKind != JsonValueKind.Object || !answer.Json.TryGetProperty("m.upload.size", out var size) || size.ValueKind != JsonValueKind.Number || !size.TryGetInt64(out var bytes))
        {
            return DoctorFinding.NotChecked(SizeSubject, "it does not tell its limit");
        }

        return bytes >= LeastSize
            ? DoctorFinding.Fine($"{SizeSubject} (up to {bytes / (1024 * 1024)} MiB)")
            : DoctorFinding.Wrong(
                SizeSubject, $"It takes files of up to {bytes / 1024} KiB only; larger ones will not be bridged.",
                "Synapse: max_upload_size: 100M in homeserver.yaml. Dendrite: media_api.max_file_size_bytes. Conduit and its family: max_request_size. The same in a reverse proxy (nginx: client_max_body_size 100M).");
    }
}
