using System.Buffers.Binary;
using System.Text;

namespace Bridges.MediaWorker.Containers;

/// <summary>
/// Size, length and codecs of MP4 and QuickTime files from their tables (ISO 14496-12), without decoding. A hostile file can at worst tell
/// wrong numbers.
/// </summary>
internal static class IsoFile
{
    private const int MostTableBytes = 16 << 20;
    private const int MostBoxes = 1000;
    private const int MostDepth = 8;

    /// <returns>Null when the tables cannot be found.</returns>
    public static VideoTables? Read(Stream file)
    {
        Span<byte> head = stackalloc byte[16];
        for (var box = 0; box < MostBoxes && file.ReadAtLeast(head[..8], 8, throwOnEndOfStream: false) == 8; box++)
        {
            long size = BinaryPrimitives.ReadUInt32BigEndian(head), header = 8;
            if (size == 1)
            {
                if (file.ReadAtLeast(head[8..], 8, throwOnEndOfStream: false) < 8)
                {
                    return null;
                }

                size = BinaryPrimitives.ReadInt64BigEndian(head[8..]);
                header = 16;
            }

            var body = size == 0 ? file.Length - file.Position : size - header;
            if (body < 0 || body > file.Length - file.Position)
            {
                return null;
            }

            if (head[4..8].SequenceEqual("moov"u8))
            {
                return body > MostTableBytes ? null : ReadMovie(file, (int)body);
            }

            file.Position += body;
        }

        return null;
    }

    private static VideoTables ReadMovie(Stream file, int size)
    {
        var movie = new byte[size];
        file.ReadExactly(movie);
        var walk = new MovieWalk();
        walk.Take(movie, 0);
        return new VideoTables(walk.Width, walk.Height, walk.Duration, false, walk.Codecs, walk.HasAudio, walk.HasVideo);
    }

    private sealed class MovieWalk
    {
        private int trackWidth;
        private int trackHeight;

        public int Width { get; private set; }

        public int Height { get; private set; }

        public TimeSpan Duration { get; private set; }

        public bool HasAudio { get; private set; }

        public bool HasVideo { get; private set; }

        public List<string> Codecs { get; } = [];

        public void Take(ReadOnlySpan<byte> boxes, int depth)
        {
            while (boxes.Length >= 8 && depth < MostDepth)
            {
                var size = BinaryPrimitives.ReadUInt32BigEndian(boxes);
                if (size < 8 || size > boxes.Length)
                {
                    return;
                }

                TakeBox(Encoding.Latin1.GetString(boxes[4..8]), boxes[8..(int)size], depth);
                boxes = boxes[(int)size..];
            }
        }

        private void TakeBox(string name, ReadOnlySpan<byte> body, int depth)
        {
            switch (name)
            {
                case "trak" or "mdia" or "minf" or "stbl":
                    Take(body, depth + 1);
                    break;
                case "mvhd" when body.Length >= 32:
                    Duration = ReadDuration(body);
                    break;
                case "tkhd" when body.Length >= (body[0] == 1 ? 96 : 84):
                    ReadTrackSize(body[(body[0] == 1 ? 52 : 40)..]);
                    break;
                case "hdlr" when body.Length >= 12:
                    TakeHandler(body[8..12]);
                    break;
                case "stsd" when body.Length >= 16 && Codecs.Count < 16:
                    Codecs.Add(Encoding.ASCII.GetString(body[12..16]));
                    break;
                default:
                    break;
            }
        }

        private void TakeHandler(ReadOnlySpan<byte> kind)
        {
            HasAudio |= kind.SequenceEqual("soun"u8);
            if (kind.SequenceEqual("vide"u8) && !HasVideo)
            {
                HasVideo = true;
                (Width, Height) = (trackWidth, trackHeight);
            }
        }

        /// <summary>The track's matrix, then its size in 16.16; a matrix that begins with 0 turns by 90 or 270 degrees.</summary>
        private void ReadTrackSize(ReadOnlySpan<byte> matrix)
        {
            var width = (int)(BinaryPrimitives.ReadUInt32BigEndian(matrix[36..]) >> 16);
            var height = (int)(BinaryPrimitives.ReadUInt32BigEndian(matrix[40..]) >> 16);
            (trackWidth, trackHeight) = BinaryPrimitives.ReadInt32BigEndian(matrix) == 0 ? (height, width) : (width, height);
        }

        private static TimeSpan ReadDuration(ReadOnlySpan<byte> body)
        {
            var wide = body[0] == 1;
            var scale = BinaryPrimitives.ReadUInt32BigEndian(body[(wide ? 20 : 12)..]);
            var units = wide ? BinaryPrimitives.ReadUInt64BigEndian(body[24..]) : BinaryPrimitives.ReadUInt32BigEndian(body[16..]);
            return VideoTables.Seconds(scale == 0 ? 0 : units / (double)scale);
        }
    }
}
