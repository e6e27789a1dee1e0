/** Something that sees barcodes in a picture: EAN-13 and no other kind, as digits. */
export interface Eyes {
  look(picture: HTMLVideoElement | ImageBitmap): Promise<string[]>;
}

type NativeDetector = { detect(picture: CanvasImageSource): Promise<{ rawValue: string }[]> };
type NativeDetectorClass = {
  new (options: { formats: string[] }): NativeDetector;
  getSupportedFormats(): Promise<string[]>;
};

/** The browser's own eyes where it has some, otherwise ours, which are fetched now. */
export async function openEyes(): Promise<Eyes> {
  const native = await nativeEyes();
  if (!native) return ownEyes();
  let own: Promise<Eyes> | undefined;
  return {
    async look(picture) {
      // some phones have the class and no service behind it
      if (!own)
        try {
          return (await native.detect(picture)).map(({ rawValue }) => rawValue);
        } catch {
          own = ownEyes();
        }
      return (await own).look(picture);
    },
  };
}

async function nativeEyes(): Promise<NativeDetector | undefined> {
  const Detector = (globalThis as { BarcodeDetector?: NativeDetectorClass }).BarcodeDetector;
  const formats = await Detector?.getSupportedFormats().catch((): string[] => []);
  return Detector && formats?.includes("ean_13") ? new Detector({ formats: ["ean_13"] }) : undefined;
}

/** A photo has more than is needed to tell its bars apart. */
const SIDE_MAX = 1_600;

async function ownEyes(): Promise<Eyes> {
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  const file = new URL("zxing-wasm/reader/zxing_reader.wasm", import.meta.url).href;
  await prepareZXingModule({
    overrides: { locateFile: (name: string, folder: string) => (name.endsWith(".wasm") ? file : folder + name) },
    fireImmediately: true,
  });
  const canvas = document.createElement("canvas");
  const paper = canvas.getContext("2d", { willReadFrequently: true });
  return {
    async look(picture) {
      const [width, height] =
        picture instanceof HTMLVideoElement
          ? [picture.videoWidth, picture.videoHeight]
          : [picture.width, picture.height];
      if (!paper || width === 0 || height === 0) return [];
      const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
      canvas.width = Math.round(width * scale);
      canvas.height = Math.round(height * scale);
      paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
      const found = await readBarcodes(paper.getImageData(0, 0, canvas.width, canvas.height), {
        formats: ["EAN13"],
        tryHarder: true,
        maxNumberOfSymbols: 4,
      });
      return found.filter(({ isValid }) => isValid).map(({ text }) => text);
    },
  };
}
